#include "options.h"

#include <cmath>
#include <cstdio>

#include "error.h"

namespace convexrelu {
namespace {

std::string text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.10g", value);
  return buffer;
}

void require(bool holds, const std::string& name, const std::string& rule, double value) {
  if (!holds) throw invalid_argument(name + " must be " + rule + ", but is " + text(value));
}

bool is_whole(double value, double low, double high) {
  return value >= low && value <= high && value == std::floor(value);
}

constexpr double kLargestSeed = 9007199254740991.0;  // 2^53 − 1
constexpr double kLargestCount = 1e6;

}  // namespace

const std::array<OptionRow, 11> kOptions{{
    {"formulation", "string", "which convex program is solved", "a name from info().formulations"},
    {"loss", "string", "the data term, averaged over samples", "a name from info().losses"},
    {"regularizer", "string", "the penalty on the blocks", "a name from info().regularizers"},
    {"beta", "number", "regularization strength", "a finite number >= 0"},
    {"bias", "boolean", "append a column of ones; its weights are regularized", "true or false"},
    {"patterns", "patterns", "the activation patterns of the program",
     "'auto', 'exact', 'sampled', { kind: 'sampled', count, sampler, seed, priced } or { kind: "
     "'given', "
     "gates }"},
    {"solver", "string", "the algorithm", "'auto' or a name from info().solvers"},
    {"tolerance", "number", "relative duality gap at which to stop", "a finite number >= 0"},
    {"maxIterations", "number", "steps of the solver at most", "a whole number >= 0"},
    {"timeLimit", "number", "seconds at most", "a number >= 0, Infinity for none"},
    {"seed", "number", "seed of everything random", "a whole number from 0 to 2^53 - 1"},
}};

const std::array<FormulationRow, 2> kFormulations{{
    {"relu", "the exact convex twin of a ReLU network: two blocks per pattern, inside its cone",
     true},
    {"gated-relu", "activations fixed by gates: one block per pattern, without cones", false},
}};

void check(const Options& options) {
  require(std::isfinite(options.beta) && options.beta >= 0, "beta", "a finite number >= 0",
          options.beta);
  require(std::isfinite(options.tolerance) && options.tolerance >= 0, "tolerance",
          "a finite number >= 0", options.tolerance);
  require(is_whole(options.max_iterations, 0, kLargestSeed), "maxIterations", "a whole number >= 0",
          options.max_iterations);
  require(options.time_limit >= 0, "timeLimit", "a number >= 0", options.time_limit);
  require(is_whole(options.seed, 0, kLargestSeed), "seed", "a whole number from 0 to 2^53 - 1",
          options.seed);
  const PatternOptions& patterns = options.patterns;
  const double pattern_seed = patterns.seed.value_or(0);
  require(is_whole(pattern_seed, 0, kLargestSeed), "patterns.seed",
          "a whole number from 0 to 2^53 - 1", pattern_seed);
  require(is_whole(patterns.count, 1, kLargestCount), "patterns.count",
          "a whole number from 1 to 1000000", patterns.count);
}

}  // namespace convexrelu
