// Vectors as differences of two points of a cone K_i, as short as possible together.
//
//   min ‖v‖ + ‖w‖   over v, w ∈ K = {u : s_k z_k·u ≥ 0},  v − w = u
//
// With t = (v + w)/2 both cones become one polyhedron T = {t : s_k z_k·t ≥ ½|z_k·u|}, and the norm
// h(t) = ‖t + u/2‖ + ‖t − u/2‖: the first ellipsoid with the foci ±u/2 that touches T. Unless u or
// −u lies in K, h is smooth and strictly convex on T, so Newton's method with the constraints as
// they are ends in a few steps; a step is a projection onto T in the metric of the Hessian.
//
// Bound: for λ ≥ 0, μ = λ where s_k z_k·u ≤ 0 and λ − μ elsewhere, r = v̂ + ŵ − Σ λ_k s_k z_k and
// y = v̂ − Σ μ_k s_k z_k − r/2, every split costs at least y·u / max(‖v̂ − r/2‖, ‖ŵ − r/2‖), since
// y ≤ v̂ − r/2 and −y ≤ ŵ − r/2 on K. (The dual of the split: max y·u with ‖P_K(±y)‖ ≤ 1.)
#pragma once

#include "polyhedron.h"

namespace convexrelu {

struct ConeSplit {
  bool possible = true;  // false: u is not in K − K, and nothing else is set
  Vector v, w;
  double norm = 0.0;         // ‖v‖ + ‖w‖
  double lower_bound = 0.0;  // of the norm of every split of u
  double violation = 0.0;    // of the cone by v and w, the largest distance beyond a row of it
  Index projections = 0;
};

struct SplitSettings {
  // Relative gap at which to end. The start, the split of least ‖v‖² + ‖w‖², is often within 1 %.
  double tolerance = 1e-6;
  Index max_steps = 50;
};

// The bound above from v̂ and ŵ and the sums of λ_k s_k z_k where s_k z_k·u ≤ 0 and elsewhere.
double split_bound(const Vector& u, const Vector& v, const Vector& w, const Vector& of_v,
                   const Vector& of_w);

class ConeSplitter {
 public:
  // Z is n×r. Keeps references; both must outlive the splitter.
  ConeSplitter(const Matrix& Z, const PatternSet& patterns) : Z_(Z), patterns_(patterns) {}

  ConeSplit split(const Vector& u, Index pattern, const SplitSettings& settings);

 private:
  void restrict_to(Index pattern);
  bool project(const Vector& center, const Matrix* factor);  // sets nearest_
  void improve_bound(const Vector& t, double scale, ConeSplit& best) const;
  void descend(Vector& t, const SplitSettings& settings, ConeSplit& best);
  ConeSplit whole(bool positive) const;
  void finish(Vector t, ConeSplit& best);

  const Matrix& Z_;
  const PatternSet& patterns_;
  Matrix rows_;                 // s_k z_k / ‖z_k‖, rows of zeros left out
  Vector u_, along_, offsets_;  // along = rows · u, offsets = ½|along|
  Nearest nearest_;             // the last projection onto T
  Index projections_ = 0;
};

}  // namespace convexrelu
