// The boundary between the core and JavaScript: messages in and out, with numbers copied in bulk
// and row-major, and names as texts. It owns no policy; every call answers { value } or { error: {
// code, message } }, because nothing C++ may cross. module.js is the other side.

#include <emscripten/emscripten.h>

#include <memory>

#include "guarded.h"
#include "samplers.h"
#include "session.h"
#include "values.h"

namespace {

using namespace convexrelu;

void set_bounds(Message& to, double objective, double lower_bound) {
  to.set("objective", objective);
  to.set("lowerBound", lower_bound);
}

const char* scope_of(const Result& result) { return result.global ? "global" : "patterns"; }

void set_history(Message& to, const Session& session) {
  const History& history = session.run().history();
  to.open("history");
  to.set("seconds", history.seconds);
  to.set("iterations", history.iterations);
  to.set("objective", history.objective);
  to.set("lowerBound", history.lower_bound);
  for (std::size_t k = 0; k < session.metrics().size(); ++k) {
    std::vector<double> column;
    for (const std::vector<double>& moment : history.metrics) column.push_back(moment[k]);
    to.set(session.metrics()[k]->name, column);
  }
  to.close();
}

void set_report(Message& to, const Result& result, const Session& session) {
  const Options& options = session.options();
  to.open("report");
  to.set("status", name_of(result.status));
  to.set("scope", scope_of(result));
  set_bounds(to, result.objective, result.lower_bound);
  to.set("gap", result.gap);
  to.set("relativeGap", result.relative_gap);
  to.set("beta", options.beta);
  to.set("betaMax", result.beta_max);
  to.set("neurons", double(result.network.neurons()));
  to.open("patterns");
  to.set("kind", options.patterns.kind);
  to.set("used", double(result.patterns));
  to.set("priced", double(result.priced));
  if (result.all_patterns) {
    to.set("total", *result.all_patterns);
  } else {
    to.set_null("total");
  }
  to.close();
  to.set("iterations", double(result.iterations));
  to.set("seconds", result.seconds);
  to.set("solver", result.solver);
  set_history(to, session);
  to.close();
}

void set_certificate(Message& to, const Result& result, const Options& options) {
  to.open("certificate");
  to.set("scope", scope_of(result));
  to.set("formulation", options.formulation);
  to.set("loss", options.loss);
  to.set("regularizer", options.regularizer);
  to.set("beta", options.beta);
  to.set("bias", options.bias);
  set_bounds(to, result.objective, result.lower_bound);
  set(to, "dual", RowMajorMatrix(result.dual), Kind::list);
  if (!result.global) {
    set(to, "gates", result.gates, Kind::list);
    to.set("gateColumns", double(result.gates.cols()));
  }
  if (!result.global && !result.network.gated && !result.network.linear) {
    to.open("cones");
    to.set("output", result.cones.output, Kind::list);
    to.set("pattern", result.cones.pattern, Kind::list);
    to.set("sign", result.cones.sign, Kind::list);
    to.set("start", result.cones.start, Kind::list);
    to.set("row", result.cones.row, Kind::list);
    to.set("value", result.cones.value, Kind::list);
    to.close();
  }
  to.close();
}

template <typename Row>
void set_row(Message& to, const Row& row) {
  to.set("name", row.name);
  to.set("doc", row.doc);
}

template <typename Table>
void set_rows(Message& to, const char* name, const Table& table) {
  to.open(name, Kind::rows);
  for (const auto& row : table) {
    to.open(nullptr);
    set_row(to, row);
    to.close();
  }
  to.close();
}

template <typename Table>
void set_option_rows(Message& to, const char* name, const Table& table) {
  to.open(name, Kind::rows);
  for (const OptionRow& row : table) {
    to.open(nullptr);
    set_row(to, row);
    to.set("type", row.type);
    to.set("rule", row.rule);
    to.close();
  }
  to.close();
}

void set_defaults(Message& to) {
  const Options options;
  to.open("defaults");
  to.set("formulation", options.formulation);
  to.set("loss", options.loss);
  to.set("regularizer", options.regularizer);
  to.set("beta", options.beta);
  to.set("bias", options.bias);
  to.set("patterns", "auto");
  to.set("solver", options.solver);
  to.set("tolerance", options.tolerance);
  to.set("maxIterations", options.max_iterations);
  to.set("timeLimit", options.time_limit);
  to.set("seed", options.seed);
  to.open("metrics", Kind::rows);
  to.close();
  to.close();
  const PatternOptions patterns;
  to.open("patternDefaults");
  to.set("kind", patterns.kind);
  to.set("count", patterns.count);
  to.set("sampler", patterns.sampler);
  to.set("priced", patterns.priced);
  to.close();
}

using Handle = std::unique_ptr<Session>;

}  // namespace

#define EXPORTED extern "C" EMSCRIPTEN_KEEPALIVE

EXPORTED const char* describe() {
  return guarded([](Message& to) {
    to.open("value");
    to.set("version", CONVEXRELU_VERSION);
    set_rows(to, "formulations", kFormulations);
    set_rows(to, "losses", kLosses);
    set_rows(to, "regularizers", kRegularizers);
    set_rows(to, "solvers", kSolvers);
    set_rows(to, "samplers", kSamplers);
    set_rows(to, "metrics", kMetrics);
    set_option_rows(to, "options", kOptions);
    set_option_rows(to, "samplingOptions", kSamplingOptions);
    set_defaults(to);
    to.close();
  });
}

EXPORTED Handle* session_create() { return new Handle; }

EXPORTED void session_delete(Handle* session) { delete session; }

// Of X n×d, Y n×c and options, with the network to start from where there is one.
EXPORTED const char* session_start(Handle* session) {
  return guarded([&](Message&) {
    const Value given = request(), options = given["options"], start = options["initial"];
    const Index n = given["n"].index(), d = given["d"].index(), c = given["c"].index();
    RowMajorMatrix X = matrix_from(given["X"], n, d), Y = matrix_from(given["Y"], n, c);
    Options wanted = options_from(options);
    const bool warm = !start.is_missing();
    Network initial;
    if (warm) initial = network_from(start);
    const bool has_dual = warm && !start["dual"].is_missing();
    Matrix dual;
    if (has_dual) dual = matrix_from(start["dual"], n, c);
    forget_request();
    *session = std::make_unique<Session>(std::move(X), std::move(Y), std::move(wanted),
                                         warm ? &initial : nullptr, has_dual ? &dual : nullptr);
  });
}

EXPORTED const char* session_set_beta(Handle* session, double beta) {
  return guarded([&](Message&) { (*session)->set_beta(beta); });
}

EXPORTED const char* session_advance(Handle* session, double seconds) {
  return guarded([&](Message& to) {
    (*session)->advance(seconds);
    const Run& run = (*session)->run();
    to.open("value");
    to.set("done", run.done());
    to.set("status", name_of(run.status()));
    to.set("iterations", double(run.iterations()));
    to.set("seconds", run.seconds());
    set_bounds(to, run.objective(), run.lower_bound());
    to.set("gap", std::max(0.0, run.objective() - run.lower_bound()));
    to.set("relativeGap", relative_gap(run.objective(), run.lower_bound()));
    to.set("neurons", double((*session)->neurons()));
    to.close();
  });
}

EXPORTED const char* session_result(Handle* session) {
  return guarded([&](Message& to) {
    const Result result = (*session)->result();
    to.open("value");
    set(to, "network", result.network);
    set_report(to, result, **session);
    set_certificate(to, result, (*session)->options());
    to.close();
  });
}
