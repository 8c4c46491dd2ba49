// The boundary of what is done with networks after their training: decompositions and other
// optimal networks. As thin as bindings.cpp.

#include <emscripten/emscripten.h>

#include <memory>

#include "decompose.h"
#include "guarded.h"
#include "simplify.h"
#include "table.h"
#include "values.h"

namespace {

using namespace convexrelu;

OptimalDual dual_from(const Value& plain, Index n, Index c) {
  OptimalDual dual;
  if (plain.is_missing()) return dual;
  dual.nu = matrix_from(plain["dual"], n, c);
  dual.beta = plain["beta"].number();
  dual.bias = plain["bias"].truth();
  dual.gates = matrix_from(plain["gates"], plain["patterns"].index(), plain["gateColumns"].index());
  return dual;
}

Validation validation_from(const Value& plain) {
  const Index n = plain["n"].index();
  return {matrix_from(plain["X"], n, plain["d"].index()),
          matrix_from(plain["Y"], n, plain["c"].index())};
}

SimplifyResult simplified(const RowMajorMatrix& X, const Network& network, const Value& options) {
  const auto regularizer =
      find_row(kRegularizers, "regularizer", options["regularizer"].text()).make();
  const std::string goal = options["goal"].text();
  if (goal == "fewest-neurons") return fewest_neurons(network, X, *regularizer);
  const OptimalDual dual = dual_from(options["dual"], X.rows(), network.W2.rows());
  if (goal == "min-norm") return least_norm(network, X, *regularizer, dual);
  const auto loss = find_row(kLosses, "loss", options["loss"].text()).make();
  const Validation validation = validation_from(options["validation"]);
  return best_validation(network, X, *regularizer, dual, validation, *loss);
}

using Handle = std::unique_ptr<Decomposition>;

}  // namespace

#define EXPORTED extern "C" EMSCRIPTEN_KEEPALIVE

EXPORTED Handle* decomposition_create() { return new Handle; }

EXPORTED void decomposition_delete(Handle* decomposition) { delete decomposition; }

// Of X n×d, a gated network and options.
EXPORTED const char* decomposition_start(Handle* decomposition) {
  return guarded([&](Message&) {
    const Value given = request(), options = given["options"];
    const RowMajorMatrix X = matrix_from(given["X"], given["n"].index(), given["d"].index());
    *decomposition = std::make_unique<Decomposition>(
        X, network_from(given["network"]), options["bias"].truth(), options["tolerance"].number());
  });
}

EXPORTED const char* decomposition_advance(Handle* decomposition, double seconds) {
  return guarded([&](Message& to) {
    (*decomposition)->advance(seconds);
    to.set("value", (*decomposition)->done());
  });
}

EXPORTED const char* decomposition_result(Handle* decomposition) {
  return guarded([&](Message& to) {
    const DecomposeResult result = (*decomposition)->result();
    to.open("value");
    set(to, "network", result.network);
    to.set("blocks", double(result.blocks));
    to.set("norm", result.norm);
    to.set("lowerBound", result.lower_bound);
    to.set("violation", result.violation);
    to.set("iterations", double(result.projections));
    to.close();
  });
}

// Of X n×d, a network and options.
EXPORTED const char* simplify() {
  return guarded([](Message& to) {
    const Value given = request();
    const RowMajorMatrix X = matrix_from(given["X"], given["n"].index(), given["d"].index());
    const SimplifyResult result = simplified(X, network_from(given["network"]), given["options"]);
    to.open("value");
    set(to, "network", result.network);
    to.set("kept", result.kept);
    to.set("penaltyBefore", result.penalty_before);
    to.set("penaltyAfter", result.penalty_after);
    to.set("change", result.change);
    to.set("directions", double(result.directions));
    to.set("freedom", double(result.free));
    to.set("valueBefore", result.value_before);
    to.set("valueAfter", result.value_after);
    to.close();
  });
}
