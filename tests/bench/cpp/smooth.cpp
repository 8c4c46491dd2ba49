#include "smooth.h"

namespace convexrelu::bench {

Matrix GatedData::image(const Matrix& U) const {
  std::vector<Index> pattern;
  for (Index i = 0; i < U.cols(); ++i) {
    if (U.col(i).squaredNorm() > 0.0) pattern.push_back(i);
  }
  Matrix some(U.rows(), Index(pattern.size()));
  for (std::size_t k = 0; k < pattern.size(); ++k) some.col(Index(k)) = U.col(pattern[k]);
  return problem_.data.forward(some, pattern, std::vector<double>(pattern.size(), 1.0));
}

ConesData::ConesData(const Problem& problem, double penalty)
    : problem_(problem),
      penalty_(penalty),
      active_(problem.data.samples(), problem.blocks()),
      sides_(problem.data.samples(), problem.blocks()),
      multipliers_(Matrix::Zero(problem.data.samples(), problem.blocks())) {
  for (Index block = 0; block < problem.blocks(); ++block) {
    for (Index i = 0; i < problem.data.samples(); ++i) {
      const bool active = problem.data.patterns().active(problem.pattern(block), i);
      active_(i, block) = active ? problem.sign(block) : 0.0;
      sides_(i, block) = active ? 1.0 : -1.0;
    }
  }
}

Matrix ConesData::predictions(const Matrix& scores) const {
  return (active_.array() * scores.array()).rowwise().sum();
}

double ConesData::violation(const Matrix& scores) const {
  return std::max(0.0, -(sides_.array() * scores.array()).minCoeff());
}

double ConesData::value(const Matrix& scores) const {
  const auto excess =
      (multipliers_.array() / penalty_ - sides_.array() * scores.array()).max(0.0).square();
  return problem_.loss.value(predictions(scores), problem_.y) + penalty_ / 2 * excess.sum();
}

Matrix ConesData::gradient(const Matrix& scores) const {
  const Vector nu = problem_.loss.dual(predictions(scores), problem_.y);
  Matrix weights =
      sides_.array() * (penalty_ * sides_.array() * scores.array() - multipliers_.array()).min(0.0);
  weights.array() -= active_.array().colwise() * nu.array();
  return problem_.data.Z().transpose() * weights;
}

void ConesData::update_multipliers(const Matrix& scores) {
  multipliers_ =
      (multipliers_.array() - penalty_ * sides_.array() * scores.array()).max(0.0).matrix().eval();
}

}  // namespace convexrelu::bench
