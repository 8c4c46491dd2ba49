// How matrices, networks and options cross between the core and JavaScript.
#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <string>
#include <vector>

#include "network.h"
#include "options.h"

namespace convexrelu {

using emscripten::val;

// Numbers cross through one copy by TypedArray.prototype.set; the view is gone before memory can
// grow.
inline val to_js(const double* values, Index size) {
  val array = val::global("Float64Array").new_(double(size));
  array.call<void>("set", val(emscripten::typed_memory_view(std::size_t(size), values)));
  return array;
}
inline val to_js(const std::vector<double>& v) { return to_js(v.data(), Index(v.size())); }
inline val to_js(const Vector& v) { return to_js(v.data(), v.size()); }
inline val to_js(const RowMajorMatrix& m) { return to_js(m.data(), m.size()); }
inline val to_list(const val& typed_array) {
  return val::global("Array").call<val>("from", typed_array);
}

inline RowMajorMatrix matrix_from(const val& array, Index rows, Index columns) {
  RowMajorMatrix m(rows, columns);
  val(emscripten::typed_memory_view(std::size_t(m.size()), m.data())).call<void>("set", array);
  return m;
}

inline std::vector<double> numbers_from(const val& list) {
  return emscripten::convertJSArrayToNumberVector<double>(list);
}

inline Index index_from(const val& object, const char* name) {
  return Index(object[name].as<double>());
}

inline PatternOptions patterns_from(const val& patterns) {
  PatternOptions result;
  if (patterns.isString()) {
    result.kind = patterns.as<std::string>();
    return result;
  }
  result.kind = patterns["kind"].as<std::string>();
  if (!patterns["count"].isUndefined()) result.count = patterns["count"].as<double>();
  if (!patterns["sampler"].isUndefined()) result.sampler = patterns["sampler"].as<std::string>();
  if (!patterns["seed"].isUndefined()) result.seed = patterns["seed"].as<double>();
  if (!patterns["priced"].isUndefined()) result.priced = patterns["priced"].as<bool>();
  if (!patterns["order"].isUndefined()) result.order = patterns["order"].as<double>();
  if (!patterns["image"].isUndefined()) result.image = numbers_from(patterns["image"]);
  if (!patterns["kernel"].isUndefined()) result.kernel = numbers_from(patterns["kernel"]);
  if (!patterns["activeProportion"].isUndefined()) {
    result.active_proportion = patterns["activeProportion"].as<double>();
  }
  if (!patterns["gates"].isUndefined()) {
    result.gates = matrix_from(patterns["gates"], index_from(patterns, "rows"),
                               index_from(patterns, "columns"));
  }
  return result;
}

inline Options options_from(const val& options) {
  Options result;
  result.formulation = options["formulation"].as<std::string>();
  result.loss = options["loss"].as<std::string>();
  result.regularizer = options["regularizer"].as<std::string>();
  result.beta = options["beta"].as<double>();
  result.bias = options["bias"].as<bool>();
  result.patterns = patterns_from(options["patterns"]);
  result.solver = options["solver"].as<std::string>();
  result.tolerance = options["tolerance"].as<double>();
  result.max_iterations = options["maxIterations"].as<double>();
  result.time_limit = options["timeLimit"].as<double>();
  result.seed = options["seed"].as<double>();
  result.metrics = emscripten::vecFromJSArray<std::string>(options["metrics"]);
  const val validation = options["validation"];
  if (!validation.isUndefined()) {
    const Index rows = index_from(validation, "n");
    result.validation_X = matrix_from(validation["X"], rows, index_from(validation, "d"));
    result.validation_Y = matrix_from(validation["Y"], rows, index_from(validation, "c"));
  }
  return result;
}

inline Network network_from(const val& plain) {
  const Index m = index_from(plain, "m"), d = index_from(plain, "d"), c = index_from(plain, "c");
  Network network;
  const std::string formulation = plain["formulation"].as<std::string>();
  network.gated = formulation == "gated-relu";
  network.linear = formulation == "linear";
  network.W1 = matrix_from(plain["W1"], m, d);
  network.b1 = matrix_from(plain["b1"], m, 1);
  network.W2 = matrix_from(plain["W2"], c, m);
  if (network.gated) network.gates = matrix_from(plain["gates"], m, d + 1);
  return network;
}

inline val to_js(const Network& network) {
  val plain = val::object();
  plain.set("formulation", std::string(network.gated    ? "gated-relu"
                                       : network.linear ? "linear"
                                                        : "relu"));
  plain.set("d", double(network.W1.cols()));
  plain.set("c", double(network.W2.rows()));
  plain.set("m", double(network.neurons()));
  plain.set("W1", to_js(network.W1));
  plain.set("b1", to_js(network.b1));
  plain.set("W2", to_js(network.W2));
  if (network.gated) plain.set("gates", to_js(network.gates));
  return plain;
}

}  // namespace convexrelu
