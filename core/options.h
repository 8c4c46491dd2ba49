// What a user may ask for: one struct, its documentation and its rules.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "types.h"

namespace convexrelu {

struct PatternOptions {
  std::string kind = "sampled";  // 'auto' | 'exact' | 'sampled' | 'given'
  double count = 100;            // gates to draw
  std::string sampler = "dense-gaussian";
  std::optional<double> seed;   // none: the seed of the options
  bool priced = true;           // add the patterns that ascent finds to be missing (relu only)
  std::optional<double> order;  // features a gate looks at
  std::vector<double> image, kernel;        // height, width, channels; height, width
  std::optional<double> active_proportion;  // none: bias weights as the sampler draws them
  RowMajorMatrix gates;                     // for 'given': p×d or p×(d+1)
};

struct Options {
  std::string formulation = "relu";
  std::string loss = "squared";
  std::string regularizer = "neuron";
  double beta = 1e-3;
  bool bias = true;
  PatternOptions patterns;
  std::string solver = "auto";
  double tolerance = 1e-6;
  double max_iterations = 10000;
  double time_limit = std::numeric_limits<double>::infinity();  // seconds
  double seed = 0;
  std::vector<std::string> metrics;           // names, or "all"
  RowMajorMatrix validation_X, validation_Y;  // for metrics; without rows where there are none
};

// An option as users of JavaScript see it; menus, type checks and documentation follow this table.
struct OptionRow {
  const char* name;
  const char* type;  // 'string' | 'number' | 'boolean' | 'numbers' | 'names' | 'patterns'
  const char* doc;
  const char* rule;
};

extern const std::array<OptionRow, 12> kOptions;
// Of { kind: 'sampled' }, beside its kind.
extern const std::array<OptionRow, 8> kSamplingOptions;

struct FormulationRow {
  const char* name;
  const char* doc;
  bool cones;      // blocks come in pairs and stay in the cones of their patterns
  bool always_on;  // one pattern, that of all samples
};

extern const std::array<FormulationRow, 3> kFormulations;

// What `Result` and reports call the patterns of a formulation that is always on.
inline constexpr const char* kAlwaysOn = "always-on";

// Throws invalid-argument for a value outside its rule. Names of rows (loss, solver, …) are looked
// up where they are used.
void check(const Options& options);

}  // namespace convexrelu
