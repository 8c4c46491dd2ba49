#include "block_projector.h"

namespace convexrelu {

const ConeProjection& BlockProjector::project(Index block, Index pattern,
                                              const Eigen::Ref<const Vector>& q, double zero_below,
                                              double unit) {
  if (std::size_t(block) < memory_.size() && memory_[std::size_t(block)].point.size() > 0) {
    const Memory& memory = memory_[std::size_t(block)];
    const double bound = unit * memory.norm + (q - unit * memory.point).norm();
    if (bound <= zero_below) {
      zero_.norm = bound;
      zero_.point.setZero(q.size());
      return zero_;
    }
  }
  return renew(block, pattern, q, zero_below, unit);
}

const ConeProjection& BlockProjector::renew(Index block, Index pattern,
                                            const Eigen::Ref<const Vector>& q, double zero_below,
                                            double unit) {
  if (std::size_t(block) >= memory_.size()) memory_.resize(std::size_t(block) + 1);
  Memory& memory = memory_[std::size_t(block)];
  if (!projector_) projector_.emplace(Z_, patterns_);
  const ConeProjection& projection = projector_->project(q, pattern, memory.tight, zero_below);
  memory.point = q / unit;
  memory.norm = projection.norm / unit;
  memory.tight = projection.tight;
  return projection;
}

}  // namespace convexrelu
