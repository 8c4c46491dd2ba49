#include "pricing.h"

#include <algorithm>
#include <numeric>

namespace convexrelu {

Pricing::Pricing(const Problem& problem)
    : problem_(problem), projector_(problem.data.Z(), problem.data.patterns()) {}

double Pricing::max_norm(const Vector& nu) {
  const Matrix G = problem_.data.backward(nu);
  if (!problem_.cones) return problem_.regularizer.dual_norm(G);
  tight_.resize(std::size_t(problem_.blocks()));
  // Projections are at most as long as what is projected: longest first, until none can win.
  const Vector norms = G.colwise().norm();
  std::vector<Index> order(std::size_t(G.cols()));
  std::iota(order.begin(), order.end(), Index(0));
  std::sort(order.begin(), order.end(), [&](Index a, Index b) { return norms[a] > norms[b]; });
  double best = 0.0;
  for (Index i : order) {
    if (norms[i] <= best) break;
    for (Index block : {2 * i, 2 * i + 1}) {
      TightRows& tight = tight_[std::size_t(block)];
      const ConeProjection& projection =
          projector_.project(problem_.sign(block) * G.col(i), i, tight, best);
      tight = projection.tight;
      best = std::max(best, projection.norm);
    }
  }
  return best;
}

std::vector<Pricing::Proof> Pricing::proofs(const Vector& nu, double limit) {
  std::vector<Proof> result;
  const Matrix G = problem_.data.backward(nu);
  tight_.resize(std::size_t(problem_.blocks()));
  for (Index block = 0; block < problem_.blocks(); ++block) {
    const Index i = problem_.pattern(block);
    if (G.col(i).norm() <= limit) continue;
    TightRows& tight = tight_[std::size_t(block)];
    Proof proof{block, projector_.project(problem_.sign(block) * G.col(i), i, tight, limit)};
    tight = proof.projection.tight;
    result.push_back(std::move(proof));
  }
  return result;
}

}  // namespace convexrelu
