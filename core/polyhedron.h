// The nearest point of a polyhedron {x : Ax ≥ b}, in the Euclidean norm or another one.
//
// Lawson and Hanson's way: the nearest point x to 0 with Ax ≥ b follows from the projection of
// (0, 1) onto the cone {(x, τ) : Ax − bτ ≥ 0}, which is (x, 1)/(1 + ‖x‖²).
#pragma once

#include "cone.h"

namespace convexrelu {

struct Nearest {
  bool possible = true;  // false: the polyhedron is empty, and nothing else is set
  Vector point;
  TightRows tight;     // rows with a positive multiplier
  Vector multipliers;  // of those rows: H(point − center) = Σ_k multipliers_k a_k, H = LLᵀ or I
  Index projections = 0;
};

// The x with Ax ≥ b of least ‖Lᵀ(x − center)‖, L = *factor (lower triangular), or of least
// ‖x − center‖ without one. Rows of A are of norm 1, or 0. `start` is a guess of the tight rows. A
// polyhedron 10⁹ times farther than a single row asks for counts as empty.
Nearest nearest_point(const Matrix& A, const Vector& b, const Vector& center, const Matrix* factor,
                      const TightRows& start);

}  // namespace convexrelu
