// Networks with the same predictions and the same norm: neurons of fixed directions and the sizes
// they may have.
//
//   S = {s ≥ 0 : F s = F s⁰, c·s = c·s⁰}
//
// Column j of F holds what a neuron of size 1 predicts, c_j > 0 what it costs. The optimal sizes
// are such a set: Mishkin & Pilanci, "Optimal Sets and Solution Paths of ReLU Networks" (ICML
// 2023).
#pragma once

#include "loss.h"
#include "types.h"

namespace convexrelu {

// A vertex of S: the columns (f_j, c_j) that stay in use are linearly independent, at most
// n + 1 of them.
Vector fewest_sizes(const Matrix& F, const Vector& costs, const Vector& start);

// An orthonormal basis of the directions in which S extends, {δ : F δ = 0, c·δ = 0}, p×q.
Matrix free_directions(const Matrix& F, const Vector& costs);

// The point of S of least ‖s‖.
Vector least_norm_sizes(const Matrix& free, const Vector& start);

// The point of S whose network has the least loss on other samples: column j of G holds what a
// neuron of size 1 predicts there, an output after the other (n'·c numbers for Y n'×c). Newton's
// method; a loss without curvature is smoothed ever less. Never worse than the start.
Vector best_sizes(const Matrix& free, const Vector& start, const Matrix& G, const Loss& loss,
                  const Matrix& Y);

}  // namespace convexrelu
