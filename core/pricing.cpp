#include "pricing.h"

#include <algorithm>
#include <numeric>

namespace convexrelu {

Pricing::Pricing(const Problem& problem)
    : problem_(problem), projector_(problem.data.Z(), problem.data.patterns()) {}

double Pricing::max_norm(const Vector& nu) {
  Matrix G = correlations(problem_, nu);
  if (!problem_.cones) return dual_norm(problem_, std::move(G));
  // Projections are at most as long as what is projected: longest first, until none can win.
  const Vector norms = G.colwise().norm();
  std::vector<Index> order(std::size_t(G.cols()));
  std::iota(order.begin(), order.end(), Index(0));
  std::sort(order.begin(), order.end(), [&](Index a, Index b) { return norms[a] > norms[b]; });
  double best = 0.0;
  const Index c = problem_.outputs();
  for (Index i : order) {
    if (norms[i] <= best) break;
    for (bool negative : {false, true}) {
      const Index block = problem_.block(i / c, i % c, negative);
      const ConeProjection& projection =
          projector_.project(block, i / c, problem_.sign(block) * G.col(i), best);
      best = std::max(best, projection.norm);
    }
  }
  return best;
}

std::vector<Pricing::Proof> Pricing::proofs(const Vector& nu, double limit) const {
  std::vector<Proof> result;
  // What is remembered has a say in the last bits of later bounds, and being asked must have none.
  BlockProjector projector = projector_;
  const Matrix G = correlations(problem_, nu);
  for (Index block = 0; block < problem_.blocks(); ++block) {
    const Index i = problem_.correlation(block);
    if (G.col(i).norm() <= limit) continue;
    Proof proof{block, projector.renew(block, problem_.pattern(block),
                                       problem_.sign(block) * G.col(i), limit)};
    result.push_back(std::move(proof));
  }
  return result;
}

}  // namespace convexrelu
