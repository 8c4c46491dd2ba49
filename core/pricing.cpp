#include "pricing.h"

#include <algorithm>
#include <numeric>

namespace convexrelu {

Pricing::Pricing(const Problem& problem)
    : problem_(problem), projector_(problem.data.Z(), problem.data.patterns()) {}

double Pricing::max_norm(const Vector& nu) {
  const Matrix G = problem_.data.backward(nu);
  if (!problem_.cones) return problem_.regularizer.dual_norm(G);
  // Projections are at most as long as what is projected: longest first, until none can win.
  const Vector norms = G.colwise().norm();
  std::vector<Index> order(std::size_t(G.cols()));
  std::iota(order.begin(), order.end(), Index(0));
  std::sort(order.begin(), order.end(), [&](Index a, Index b) { return norms[a] > norms[b]; });
  double best = 0.0;
  for (Index i : order) {
    if (norms[i] <= best) break;
    for (Index block : {2 * i, 2 * i + 1}) {
      const ConeProjection& projection =
          projector_.project(block, i, problem_.sign(block) * G.col(i), best);
      best = std::max(best, projection.norm);
    }
  }
  return best;
}

std::vector<Pricing::Proof> Pricing::proofs(const Vector& nu, double limit) {
  std::vector<Proof> result;
  const Matrix G = problem_.data.backward(nu);
  for (Index block = 0; block < problem_.blocks(); ++block) {
    const Index i = problem_.pattern(block);
    if (G.col(i).norm() <= limit) continue;
    Proof proof{block, projector_.renew(block, i, problem_.sign(block) * G.col(i), limit)};
    result.push_back(std::move(proof));
  }
  return result;
}

}  // namespace convexrelu
