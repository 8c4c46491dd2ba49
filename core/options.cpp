#include "options.h"

#include <cmath>

#include "error.h"
#include "text.h"

namespace convexrelu {
namespace {

template <typename Value>
void require(bool holds, const std::string& name, const std::string& rule, const Value& value) {
  if (!holds) throw invalid_argument(name + " must be " + rule + ", but is " + text_of(value));
}

bool is_whole(double value, double low, double high) {
  return value >= low && value <= high && value == std::floor(value);
}

constexpr double kLargestSeed = 9007199254740991.0;  // 2^53 − 1
constexpr double kLargestCount = 1e6;
constexpr double kLargestSide = 1e5;  // of an image

constexpr const char* kImageRule = "three whole numbers >= 1, [height, width, channels]";
constexpr const char* kKernelRule = "two whole numbers >= 1, [height, width]";

bool are_sides(const std::vector<double>& sides, std::size_t count) {
  if (sides.empty()) return true;  // not given
  bool whole = sides.size() == count;
  for (double side : sides) whole = whole && is_whole(side, 1, kLargestSide);
  return whole;
}

void check_patterns(const PatternOptions& patterns, bool bias) {
  const double seed = patterns.seed.value_or(0), order = patterns.order.value_or(1);
  require(is_whole(seed, 0, kLargestSeed), "patterns.seed", "a whole number from 0 to 2^53 - 1",
          seed);
  require(is_whole(patterns.count, 1, kLargestCount), "patterns.count",
          "a whole number from 1 to 1000000", patterns.count);
  require(is_whole(order, 1, kLargestCount), "patterns.order", "a whole number >= 1", order);
  require(are_sides(patterns.image, 3), "patterns.image", kImageRule, patterns.image);
  require(are_sides(patterns.kernel, 2), "patterns.kernel", kKernelRule, patterns.kernel);
  if (!patterns.active_proportion) return;
  const double proportion = *patterns.active_proportion;
  require(proportion > 0 && proportion < 1, "patterns.activeProportion",
          "a number between 0 and 1, without these", proportion);
  if (!bias) {
    throw invalid_argument(
        "patterns.activeProportion needs bias true, because it sets the bias weights of the gates");
  }
}

}  // namespace

const std::array<OptionRow, 12> kOptions{{
    {"formulation", "string", "which convex program is solved", "a name from info().formulations"},
    {"loss", "string", "the data term, averaged over samples", "a name from info().losses"},
    {"regularizer", "string", "the penalty on the blocks", "a name from info().regularizers"},
    {"beta", "number", "regularization strength", "a finite number >= 0"},
    {"bias", "boolean", "append a column of ones; its weights are regularized", "true or false"},
    {"patterns", "patterns", "the activation patterns of the program",
     "'auto', 'exact', 'sampled', { kind: 'sampled', count, sampler, seed, priced, order, image, "
     "kernel, activeProportion } or { kind: 'given', gates }"},
    {"solver", "string", "the algorithm", "'auto' or a name from info().solvers"},
    {"tolerance", "number", "relative duality gap at which to stop", "a finite number >= 0"},
    {"maxIterations", "number", "steps of the solver at most", "a whole number >= 0"},
    {"timeLimit", "number", "seconds at most", "a number >= 0, Infinity for none"},
    {"seed", "number", "seed of everything random", "a whole number from 0 to 2^53 - 1"},
    {"metrics", "names", "what the history records beside objective and bound",
     "an array of names from info().metrics, or true for all that there is data for"},
}};

const std::array<OptionRow, 8> kSamplingOptions{{
    {"count", "number", "gates to draw", "a whole number from 1 to 1000000"},
    {"sampler", "string", "how gates are drawn", "a name from info().samplers"},
    {"seed", "number", "seed of the gates; without it the option seed",
     "a whole number from 0 to 2^53 - 1"},
    {"priced", "boolean", "add the patterns that local ascent finds to be missing (relu only)",
     "true or false"},
    {"order", "number", "features a gate looks at (sampler 'feature-sparse')",
     "a whole number >= 1"},
    {"image", "numbers", "shape of the image a sample is (sampler 'convolutional')", kImageRule},
    {"kernel", "numbers", "size of a gate's patch (sampler 'convolutional')", kKernelRule},
    {"activeProportion", "number",
     "share of the samples that every gate activates, by its bias weight; needs bias true",
     "a number between 0 and 1, without these"},
}};

const std::array<FormulationRow, 3> kFormulations{{
    {"relu", "the exact convex twin of a ReLU network: two blocks per pattern, inside its cone",
     true, false},
    {"gated-relu", "activations fixed by gates: one block per pattern, without cones", false,
     false},
    {"linear", "no activation: one block, f(X u) + β R(u), the gated program of a gate always on",
     false, true},
}};

void check(const Options& options) {
  require(std::isfinite(options.beta) && options.beta >= 0, "beta", "a finite number >= 0",
          options.beta);
  // Its share of the smallest numbers would be lost, and with it the constraints of the dual.
  require(options.beta == 0 || options.beta >= 1e-100, "beta", "0 or a number >= 1e-100",
          options.beta);
  require(std::isfinite(options.tolerance) && options.tolerance >= 0, "tolerance",
          "a finite number >= 0", options.tolerance);
  require(is_whole(options.max_iterations, 0, kLargestSeed), "maxIterations", "a whole number >= 0",
          options.max_iterations);
  require(options.time_limit >= 0, "timeLimit", "a number >= 0", options.time_limit);
  require(is_whole(options.seed, 0, kLargestSeed), "seed", "a whole number from 0 to 2^53 - 1",
          options.seed);
  check_patterns(options.patterns, options.bias);
}

}  // namespace convexrelu
