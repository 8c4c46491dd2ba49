// The boundary of what is done with networks after their training: decompositions and other
// optimal networks. As thin as bindings.cpp.

#include <emscripten/bind.h>

#include <memory>

#include "decompose.h"
#include "guarded.h"
#include "options.h"
#include "simplify.h"
#include "table.h"
#include "values.h"

namespace {

using namespace convexrelu;

class BoundDecomposition {
 public:
  val start(val x, double n, double d, val network, val options) {
    return guarded([&] {
      decomposition_ = std::make_unique<Decomposition>(
          matrix_from(x, Index(n), Index(d)), network_from(network), options["bias"].as<bool>(),
          options["tolerance"].as<double>());
      return val::undefined();
    });
  }

  val advance(double seconds) {
    return guarded([&] {
      decomposition_->advance(seconds);
      return val(decomposition_->done());
    });
  }

  val result() {
    return guarded([&] {
      const DecomposeResult result = decomposition_->result();
      val reply = val::object();
      reply.set("network", to_js(result.network));
      reply.set("blocks", double(result.blocks));
      reply.set("norm", result.norm);
      reply.set("lowerBound", result.lower_bound);
      reply.set("violation", result.violation);
      reply.set("iterations", double(result.projections));
      return reply;
    });
  }

 private:
  std::unique_ptr<Decomposition> decomposition_;
};

OptimalDual dual_from(const val& plain, Index n, Index c) {
  OptimalDual dual;
  if (plain.isUndefined()) return dual;
  dual.nu = matrix_from(plain["dual"], n, c);
  dual.beta = plain["beta"].as<double>();
  dual.bias = plain["bias"].as<bool>();
  dual.gates =
      matrix_from(plain["gates"], index_from(plain, "patterns"), index_from(plain, "gateColumns"));
  return dual;
}

Validation validation_from(const val& plain) {
  const Index n = index_from(plain, "n");
  return {matrix_from(plain["X"], n, index_from(plain, "d")),
          matrix_from(plain["Y"], n, index_from(plain, "c"))};
}

val to_js(const SimplifyResult& result) {
  val reply = val::object();
  reply.set("network", to_js(result.network));
  reply.set("kept", result.kept);
  reply.set("penaltyBefore", result.penalty_before);
  reply.set("penaltyAfter", result.penalty_after);
  reply.set("change", result.change);
  reply.set("directions", double(result.directions));
  reply.set("freedom", double(result.free));
  reply.set("valueBefore", result.value_before);
  reply.set("valueAfter", result.value_after);
  return reply;
}

val simplify(val x, double n, double d, val plain, val options) {
  return guarded([&] {
    const RowMajorMatrix X = matrix_from(x, Index(n), Index(d));
    const Network network = network_from(plain);
    const auto regularizer =
        find_row(kRegularizers, "regularizer", options["regularizer"].as<std::string>()).make();
    const std::string goal = options["goal"].as<std::string>();
    if (goal == "fewest-neurons") return to_js(fewest_neurons(network, X, *regularizer));
    const OptimalDual dual = dual_from(options["dual"], Index(n), network.W2.rows());
    if (goal == "min-norm") return to_js(least_norm(network, X, *regularizer, dual));
    const auto loss = find_row(kLosses, "loss", options["loss"].as<std::string>()).make();
    const Validation validation = validation_from(options["validation"]);
    return to_js(best_validation(network, X, *regularizer, dual, validation, *loss));
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(convexrelu_optimal) {
  emscripten::function("simplify", &simplify);
  emscripten::class_<BoundDecomposition>("Decomposition")
      .constructor<>()
      .function("start", &BoundDecomposition::start)
      .function("advance", &BoundDecomposition::advance)
      .function("result", &BoundDecomposition::result);
}
