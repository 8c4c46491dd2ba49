#include "pattern_source.h"

#include <cmath>

#include "error.h"
#include "samplers.h"
#include "table.h"
#include "text.h"

namespace convexrelu {
namespace {

RowMajorMatrix given_gates(const RowMajorMatrix& given, Index d) {
  if (given.rows() == 0) {
    throw invalid_argument("patterns.gates must hold at least one gate, but has 0 rows");
  }
  if (given.cols() != d && given.cols() != d + 1) {
    throw invalid_argument("patterns.gates must have " + std::to_string(d) + " or " +
                           std::to_string(d + 1) + " columns, but has " +
                           std::to_string(given.cols()));
  }
  RowMajorMatrix gates = RowMajorMatrix::Zero(given.rows(), d + 1);
  gates.leftCols(given.cols()) = given;
  return gates;
}

// Settings that a sampler would leave unread are mistakes.
void check_taken(bool given, const char* setting, bool taken, const SamplerRow& sampler) {
  if (!given || taken) return;
  throw invalid_argument("patterns." + std::string(setting) +
                         " must be left out for the sampler '" + sampler.name +
                         "', which does not read it");
}

Index checked_order(double order, Index d) {
  if (order <= double(d)) return Index(order);
  throw invalid_argument("patterns.order must be at most " + std::to_string(d) +
                         ", the features of X, but is " + std::to_string(Index(order)));
}

void check_image(const PatternOptions& wanted, Index d) {
  if (wanted.image.empty() || wanted.kernel.empty()) {
    throw invalid_argument("patterns." + std::string(wanted.image.empty() ? "image" : "kernel") +
                           " must be given for the sampler '" + wanted.sampler + "'");
  }
  const double pixels = wanted.image[0] * wanted.image[1] * wanted.image[2];
  if (pixels != double(d)) {
    throw invalid_argument(
        "patterns.image must be of as many numbers as X has features, which is " +
        std::to_string(d) + ", but height * width * channels is " + text_of(pixels));
  }
  for (std::size_t k : {0, 1}) {
    if (wanted.kernel[k] <= wanted.image[k]) continue;
    throw invalid_argument("patterns.kernel must fit into the image, " + text_of(wanted.image) +
                           ", but is " + text_of(wanted.kernel));
  }
}

RowMajorMatrix sampled_gates(const Options& options, const RowMajorMatrix& X) {
  const PatternOptions& wanted = options.patterns;
  const SamplerRow& sampler = find_row(kSamplers, "patterns.sampler", wanted.sampler);
  check_taken(wanted.order.has_value(), "order", sampler.takes_order, sampler);
  check_taken(!wanted.image.empty(), "image", sampler.takes_image, sampler);
  check_taken(!wanted.kernel.empty(), "kernel", sampler.takes_image, sampler);
  Sampling sampling{Index(wanted.count), X.cols(), options.bias};
  if (wanted.order) sampling.order = checked_order(*wanted.order, X.cols());
  if (sampler.takes_image) {
    check_image(wanted, X.cols());
    for (std::size_t k = 0; k < 3; ++k) sampling.image[k] = Index(wanted.image[k]);
    for (std::size_t k = 0; k < 2; ++k) sampling.kernel[k] = Index(wanted.kernel[k]);
  }
  Random random(std::uint64_t(wanted.seed.value_or(options.seed)));
  RowMajorMatrix gates = sampler.sample(sampling, random);
  if (wanted.active_proportion) set_active_proportion(gates, X, *wanted.active_proportion);
  return gates;
}

}  // namespace

PatternSet make_patterns(const Options& options, const RowMajorMatrix& X) {
  const PatternOptions& wanted = options.patterns;
  if (wanted.kind == "given") return PatternSet(X, given_gates(wanted.gates, X.cols()));
  if (wanted.kind == "sampled") return PatternSet(X, sampled_gates(options, X));
  // 1[x·0 ≥ 0] = 1
  if (wanted.kind == kAlwaysOn) return PatternSet(X, RowMajorMatrix::Zero(1, X.cols() + 1));
  throw invalid_argument(
      "patterns.kind must be one of 'auto', 'exact', 'sampled', 'given', but is '" + wanted.kind +
      "'");
}

}  // namespace convexrelu
