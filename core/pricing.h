// Pricing: how far a dual variable ν is from feasible, over the patterns of the program.
#pragma once

#include "block_projector.h"
#include "problem.h"

namespace convexrelu {

// M(ν), the dual norm of the matrix with the columns Zᵀ D_i ν, or with cones the largest norm of a
// projection of ±Zᵀ D_i ν onto K_i. Remembers tight rows between calls, which makes the next
// projections cheap.
class Pricing {
 public:
  explicit Pricing(const Problem& problem);

  double max_norm(const Vector& nu);

  // For every block with ‖Zᵀ D_i ν‖ > limit its projection, whose multipliers prove that it is at
  // most `limit` if max_norm(ν) is. Only with cones.
  struct Proof {
    Index block;
    ConeProjection projection;
  };
  std::vector<Proof> proofs(const Vector& nu, double limit) const;

 private:
  const Problem& problem_;
  BlockProjector projector_;
};

}  // namespace convexrelu
