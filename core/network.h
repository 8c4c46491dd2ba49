// A two-layer network as plain data, its predictions and its training objective.
#pragma once

#include <string>

#include "loss.h"
#include "regularizer.h"
#include "types.h"

namespace convexrelu {

//   relu:        x ↦ Σ_j W2_kj (w_j·x + b_j)_+
//   linear:      x ↦ Σ_j W2_kj (w_j·x + b_j)
//   gated-relu:  x ↦ Σ_j W2_kj 1[g_j·x + h_j ≥ 0] (w_j·x + b_j)
struct Network {
  bool gated = false, linear = false;  // none for relu, one at most
  RowMajorMatrix W1;                   // m×d
  Vector b1;                           // m
  RowMajorMatrix W2;                   // c×m
  RowMajorMatrix gates;  // m×(d+1), the last column the gate's bias weight; gated networks only

  Index neurons() const { return W1.rows(); }
};

// n×c, for X n×d without bias column.
Matrix predict(const Network& network, const RowMajorMatrix& X);

// The non-convex objective (N): f + (β/2) Σ_j (‖w_j‖² + b_j² + ‖a_j‖²).
double objective(const Network& network, const RowMajorMatrix& X, const Matrix& Y, const Loss& loss,
                 double beta);

// f + β Σ_k R(U_k), where U_k holds the blocks a_kj (w_j, b_j) of output k: the value of the gated
// program at what the network does, if its gates have distinct patterns.
double block_objective(const Network& network, const RowMajorMatrix& X, const Matrix& Y,
                       const Loss& loss, const Regularizer& regularizer, double beta);

}  // namespace convexrelu
