// The set of optimal networks that a network belongs to: neurons of fixed directions and free
// sizes.
#pragma once

#include <vector>

#include "network.h"
#include "regularizer.h"

namespace convexrelu {

// What the optimal set may hold beyond the network's own neurons: directions P_K(±XᵀD_iν) whose
// length is β, the most that an optimal ν allows.
struct OptimalDual {
  Matrix nu;  // n×c; empty: the network's own neurons only
  double beta = 0.0;
  RowMajorMatrix gates;  // p×d or p×(d+1)
  bool bias = false;
};

// A neuron of direction `unit`, ‖unit‖ = 1, and its size.
struct Direction {
  Index output, gate;
  double sign, size, cost;
  Vector unit, fit;  // fit: what it predicts on X at size 1
};

class OptimalSet {
 public:
  // Keeps references; all must outlive the set.
  OptimalSet(const Network& network, const RowMajorMatrix& X, const Regularizer& regularizer);

  Index outputs() const { return network_.W2.rows(); }
  std::vector<Direction>& directions() { return directions_; }

  // What a direction predicts at size 1.
  Vector fit(const Direction& direction, const RowMajorMatrix& X) const;
  // Neurons of one output that are on together and point the same way become one, their sum.
  void merge();
  // Adds what OptimalDual says, at size 0.
  void extend(const OptimalDual& dual);

  // Of the directions with their sizes.
  Network network() const;

 private:
  void add(Index output, double sign, const Vector& u, Index gate, double size);
  bool absorb(Direction& into, const Direction& other, double* budget) const;

  const Network& network_;
  const RowMajorMatrix& X_;
  const Regularizer& regularizer_;
  bool bias_;
  RowMajorMatrix gates_;
  std::vector<Direction> directions_;
};

}  // namespace convexrelu
