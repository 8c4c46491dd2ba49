#include "samplers.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace convexrelu {
namespace {

// A whole number in [0, size).
Index uniform_index(Index size, Random& random) {
  return std::min(size - 1, Index(random.uniform() * double(size)));
}

RowMajorMatrix dense_gaussian(const Sampling& wanted, Random& random) {
  RowMajorMatrix gates = RowMajorMatrix::Zero(wanted.count, wanted.features + 1);
  const Index weights = wanted.features + (wanted.with_bias ? 1 : 0);
  for (Index i = 0; i < gates.rows(); ++i) {
    for (Index k = 0; k < weights; ++k) gates(i, k) = random.normal();
  }
  return gates;
}

RowMajorMatrix feature_sparse(const Sampling& wanted, Random& random) {
  const Index d = wanted.features;
  RowMajorMatrix gates = RowMajorMatrix::Zero(wanted.count, d + 1);
  std::vector<Index> features(static_cast<std::size_t>(d));
  std::iota(features.begin(), features.end(), Index(0));
  for (Index i = 0; i < gates.rows(); ++i) {
    // The first steps of a shuffle: distinct features, every choice equally likely.
    for (Index k = 0; k < wanted.order; ++k) {
      const Index other = k + uniform_index(d - k, random);
      std::swap(features[std::size_t(k)], features[std::size_t(other)]);
      gates(i, features[std::size_t(k)]) = random.normal();
    }
    if (wanted.with_bias) gates(i, d) = random.normal();
  }
  return gates;
}

RowMajorMatrix convolutional(const Sampling& wanted, Random& random) {
  const auto [height, width, channels] = wanted.image;
  const auto [rows, columns] = wanted.kernel;
  RowMajorMatrix gates = RowMajorMatrix::Zero(wanted.count, wanted.features + 1);
  for (Index i = 0; i < gates.rows(); ++i) {
    const Index top = uniform_index(height - rows + 1, random);
    const Index left = uniform_index(width - columns + 1, random);
    for (Index row = top; row < top + rows; ++row) {
      const Index first = (row * width + left) * channels;
      for (Index k = 0; k < columns * channels; ++k) gates(i, first + k) = random.normal();
    }
    if (wanted.with_bias) gates(i, wanted.features) = random.normal();
  }
  return gates;
}

}  // namespace

const std::array<SamplerRow, 3> kSamplers{{
    {"dense-gaussian", "every weight of a gate standard normal", false, false, dense_gaussian},
    {"feature-sparse",
     "`order` features of a gate (1 by default), chosen at random, and its bias weight standard "
     "normal, the rest 0",
     true, false, feature_sparse},
    {"convolutional",
     "for images: a standard normal patch of the size `kernel` at a random place of `image`, over "
     "all its channels, and a standard normal bias weight, the rest 0",
     false, true, convolutional},
}};

void set_active_proportion(RowMajorMatrix& gates, const RowMajorMatrix& X, double proportion) {
  const Index n = X.rows(), d = X.cols();
  const Index active = std::clamp(Index(std::round(proportion * double(n))), Index(1), n);
  std::vector<double> scores(static_cast<std::size_t>(n));
  for (Index i = 0; i < gates.rows(); ++i) {
    // Summed as patterns sum them, so that the bias weight meets the very same numbers.
    for (Index k = 0; k < n; ++k) {
      double score = 0.0;
      for (Index j = 0; j < d; ++j) score += X(k, j) * gates(i, j);
      scores[std::size_t(k)] = score;
    }
    const auto last = scores.begin() + (active - 1);
    std::nth_element(scores.begin(), last, scores.end(), std::greater<double>());
    // Halfway to the first inactive score, as far from either as can be.
    double threshold = *last;
    if (active < n) {
      const double next = *std::max_element(last + 1, scores.end());
      const double middle = next + 0.5 * (threshold - next);
      if (middle > next) threshold = middle;
    }
    gates(i, d) = -threshold;
  }
}

}  // namespace convexrelu
