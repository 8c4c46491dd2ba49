#include "values.h"

#include "error.h"

namespace convexrelu {
namespace {

PatternOptions patterns_from(const Value& patterns) {
  PatternOptions result;
  if (patterns.is_text()) {
    result.kind = patterns.text();
    return result;
  }
  const auto given = [&](const char* name, auto take) {
    const Value value = patterns[name];
    if (!value.is_missing()) take(value);
  };
  result.kind = patterns["kind"].text();
  given("count", [&](const Value& it) { result.count = it.number(); });
  given("sampler", [&](const Value& it) { result.sampler = it.text(); });
  given("seed", [&](const Value& it) { result.seed = it.number(); });
  given("priced", [&](const Value& it) { result.priced = it.truth(); });
  given("order", [&](const Value& it) { result.order = it.number(); });
  given("image", [&](const Value& it) { result.image = it.numbers(); });
  given("kernel", [&](const Value& it) { result.kernel = it.numbers(); });
  given("activeProportion", [&](const Value& it) { result.active_proportion = it.number(); });
  given("gates", [&](const Value& it) {
    result.gates = matrix_from(it, patterns["rows"].index(), patterns["columns"].index());
  });
  return result;
}

}  // namespace

RowMajorMatrix matrix_from(const Value& numbers, Index rows, Index columns) {
  // JavaScript has looked at the sizes; a fault there must not become one of the memory's.
  if (Index(numbers.count()) != rows * columns) throw Error("internal", "a matrix of another size");
  RowMajorMatrix m(rows, columns);
  numbers.copy_to(m.data());
  return m;
}

Options options_from(const Value& options) {
  Options result;
  result.formulation = options["formulation"].text();
  result.loss = options["loss"].text();
  result.regularizer = options["regularizer"].text();
  result.beta = options["beta"].number();
  result.bias = options["bias"].truth();
  result.patterns = patterns_from(options["patterns"]);
  result.solver = options["solver"].text();
  result.tolerance = options["tolerance"].number();
  result.max_iterations = options["maxIterations"].number();
  result.time_limit = options["timeLimit"].number();
  result.seed = options["seed"].number();
  result.metrics = options["metrics"].texts();
  const Value validation = options["validation"];
  if (!validation.is_missing()) {
    const Index rows = validation["n"].index();
    result.validation_X = matrix_from(validation["X"], rows, validation["d"].index());
    result.validation_Y = matrix_from(validation["Y"], rows, validation["c"].index());
  }
  return result;
}

Network network_from(const Value& plain) {
  const Index m = plain["m"].index(), d = plain["d"].index(), c = plain["c"].index();
  Network network;
  const std::string formulation = plain["formulation"].text();
  network.gated = formulation == "gated-relu";
  network.linear = formulation == "linear";
  network.W1 = matrix_from(plain["W1"], m, d);
  network.b1 = matrix_from(plain["b1"], m, 1);
  network.W2 = matrix_from(plain["W2"], c, m);
  if (network.gated) network.gates = matrix_from(plain["gates"], m, d + 1);
  return network;
}

void set(Message& to, const char* name, const Network& network) {
  to.open(name);
  to.set("formulation", network.gated ? "gated-relu" : network.linear ? "linear" : "relu");
  to.set("d", double(network.W1.cols()));
  to.set("c", double(network.W2.rows()));
  to.set("m", double(network.neurons()));
  set(to, "W1", network.W1);
  set(to, "b1", network.b1);
  set(to, "W2", network.W2);
  if (network.gated) set(to, "gates", network.gates);
  to.close();
}

}  // namespace convexrelu
