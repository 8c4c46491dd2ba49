// Projections of many points onto the cones of a program's blocks, again and again as the points
// move a little.
#pragma once

#include <optional>

#include "cone.h"

namespace convexrelu {

// Remembers for every block the tight rows, where the next projection starts, and the point, which
// may spare it: projecting is nonexpansive, so a point that has moved by δ has a projection at most
// δ longer.
class BlockProjector {
 public:
  // Keeps references; both must outlive the projector.
  BlockProjector(const Matrix& Z, const PatternSet& patterns) : Z_(Z), patterns_(patterns) {}

  // As ConeProjector::project, for one block whose pattern is always the same. `unit` > 0 scales
  // both q and zero_below from call to call; what is remembered is relative to it. What is returned
  // is overwritten by the next call.
  const ConeProjection& project(Index block, Index pattern, const Eigen::Ref<const Vector>& q,
                                double zero_below, double unit = 1.0);

  // The same without the shortcut: the multipliers of the result prove that its norm is right.
  const ConeProjection& renew(Index block, Index pattern, const Eigen::Ref<const Vector>& q,
                              double zero_below, double unit = 1.0);

  // After a projection: the rows were tight at one.
  Matrix tangent_space(const TightRows& tight) const { return projector_->tangent_space(tight); }

 private:
  struct Memory {
    Vector point;
    double norm = 0.0;  // of its projection, at most
    TightRows tight;
  };

  const Matrix& Z_;
  const PatternSet& patterns_;
  std::optional<ConeProjector> projector_;  // made when first needed: it copies Z twice
  std::vector<Memory> memory_;              // a block each
  ConeProjection zero_;
};

}  // namespace convexrelu
