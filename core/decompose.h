// From a gated network to a ReLU network with the same predictions on X: every block is split into
// two points of its cone (cone_split).
#pragma once

#include <vector>

#include "cone_split.h"
#include "gated_operator.h"
#include "network.h"
#include "rough_split.h"
#include "track.h"

namespace convexrelu {

struct DecomposeResult {
  Network network;
  Index blocks = 0;          // that are not zero
  double norm = 0.0;         // Σ ‖v‖ + ‖w‖, the norm term of the ReLU network
  double lower_bound = 0.0;  // of that of every decomposition of these blocks
  double violation = 0.0;    // of a cone, at most: ‖distance beyond a row‖ / ‖u‖
  Index projections = 0;
};

// The blocks are sums: neurons of one output whose gates have the same pattern on X are one block.
// Blocks of gates that are off on all of X are left out.
class Decomposition {
 public:
  // X n×d without bias column. `bias`: whether neurons may have bias weights; without it the
  // network must have none.
  Decomposition(const RowMajorMatrix& X, const Network& gated, bool bias, double tolerance);

  Decomposition(const Decomposition&) = delete;  // the splitter refers to the data

  // Throws invalid-argument where a block is no difference of two points of its cone.
  void advance(double seconds);
  bool done() const { return next_ == blocks_.size(); }
  DecomposeResult result() const;

 private:
  struct Block {
    Index output, pattern, neuron;  // neuron: the first of those it is the sum of
    Vector u;
  };
  void collect(const RowMajorMatrix& X, const Network& gated);
  void decompose(const Block& block);
  ConeSplit split(const Vector& u, Index pattern);

  Index d_;
  bool bias_;
  double tolerance_;
  GatedOperator data_;
  ConeSplitter splitter_;
  RoughSplitter rough_splitter_;
  std::vector<Block> blocks_;
  std::size_t next_ = 0;
  std::vector<std::vector<Neuron>> neurons_;
  DecomposeResult sums_;
};

}  // namespace convexrelu
