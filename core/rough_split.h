// Splits (cone_split.h) that are short up to some percent, in a fifth to a tenth of the time.
//
// With the scores of a point a of the inside of K, a multiple of the gate, every t becomes a point
// of T = {t : s_k z_k·t ≥ c_k}, c_k = ½|z_k·u|, by going towards a as far as the row that asks for
// most of that, max (c_k − S_k)/(A_k − S_k) over the violated rows with the scores S of t and A of
// a: without another look at the data. The rows that ask for most of it are put on a short list, t
// becomes the point of least norm that they allow, and so on: t's norm and its multipliers are a
// lower bound that grows, the points of T an upper one. What is left after a few rounds is the row
// or two that the list has missed, and the way towards a is short.
#pragma once

#include <utility>
#include <vector>

#include "cone_split.h"
#include "least_norm.h"

namespace convexrelu {

class RoughSplitter {
 public:
  // Z is n×r. Keeps references; both must outlive the splitter.
  RoughSplitter(const Matrix& Z, const PatternSet& patterns);

  // A split of u whose norm is proven to be within `tolerance` (relative) of the least. `inside`
  // should lie in the inside of the pattern's cone. False where that has not come about: such a
  // point is not inside, T is empty, u or −u lies in K, or the rounds have been in vain.
  bool split(const Vector& u, Index pattern, const Vector& inside, double tolerance,
             ConeSplit& split);

 private:
  bool begin(const Vector& u, Index pattern, const Vector& inside);
  double shorten_list();
  double make_list();
  bool meet_list();
  void improve(double share, double tolerance, ConeSplit& split);
  void finish(ConeSplit& split);

  const Matrix& Z_;
  const PatternSet& patterns_;
  Vector scales_;  // 1/‖z_k‖, 0 for rows of zeros, which are left out
  LeastNorm least_;
  Vector u_, anchor_, best_, point_;
  double norm_ = 0.0;  // of the split at best_
  // By row, all with its sign s_k: of u, of the anchor, of the least point; and c.
  Vector signs_, along_, anchor_scores_, scores_, offsets_;
  std::vector<std::pair<double, Index>> list_;  // how far towards the anchor, and the row
  Matrix listed_;                               // the list's rows, weighted
  Vector listed_offsets_, missing_;
};

}  // namespace convexrelu
