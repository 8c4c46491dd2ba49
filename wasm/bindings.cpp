// The boundary between the core and JavaScript: typed arrays in and out, copied in bulk and
// row-major, plain objects, names as strings. It owns no policy; every call returns { value } or
// { error: { code, message } }, because nothing C++ may cross.

#include <emscripten/bind.h>

#include <memory>

#include "guarded.h"
#include "samplers.h"
#include "session.h"
#include "values.h"

namespace {

using namespace convexrelu;

void set_bounds(val& target, double objective, double lower_bound) {
  target.set("objective", objective);
  target.set("lowerBound", lower_bound);
}

std::string scope_of(const Result& result) { return result.global ? "global" : "patterns"; }

val report_of(const Result& result, const Session& session) {
  const Options& options = session.options();
  const History& history = session.run().history();
  val report = val::object(), patterns = val::object(), columns = val::object();
  report.set("status", std::string(name_of(result.status)));
  report.set("scope", scope_of(result));
  set_bounds(report, result.objective, result.lower_bound);
  report.set("gap", result.gap);
  report.set("relativeGap", result.relative_gap);
  report.set("beta", options.beta);
  report.set("betaMax", result.beta_max);
  report.set("neurons", double(result.network.neurons()));
  patterns.set("kind", options.patterns.kind);
  patterns.set("used", double(result.patterns));
  patterns.set("priced", double(result.priced));
  patterns.set("total", result.all_patterns ? val(*result.all_patterns) : val::null());
  report.set("patterns", patterns);
  report.set("iterations", double(result.iterations));
  report.set("seconds", result.seconds);
  report.set("solver", result.solver);
  columns.set("seconds", to_js(history.seconds));
  columns.set("iterations", to_js(history.iterations));
  columns.set("objective", to_js(history.objective));
  columns.set("lowerBound", to_js(history.lower_bound));
  for (std::size_t k = 0; k < session.metrics().size(); ++k) {
    std::vector<double> column;
    for (const std::vector<double>& moment : history.metrics) column.push_back(moment[k]);
    columns.set(session.metrics()[k]->name, to_js(column));
  }
  report.set("history", columns);
  return report;
}

val certificate_of(const Result& result, const Options& options) {
  val certificate = val::object(), cones = val::object();
  certificate.set("scope", scope_of(result));
  certificate.set("formulation", options.formulation);
  certificate.set("loss", options.loss);
  certificate.set("regularizer", options.regularizer);
  certificate.set("beta", options.beta);
  certificate.set("bias", options.bias);
  set_bounds(certificate, result.objective, result.lower_bound);
  certificate.set("dual", to_list(to_js(RowMajorMatrix(result.dual))));
  if (result.global) return certificate;
  certificate.set("gates", to_list(to_js(result.gates)));
  certificate.set("gateColumns", double(result.gates.cols()));
  if (result.network.gated || result.network.linear) return certificate;
  cones.set("output", to_list(to_js(result.cones.output)));
  cones.set("pattern", to_list(to_js(result.cones.pattern)));
  cones.set("sign", to_list(to_js(result.cones.sign)));
  cones.set("start", to_list(to_js(result.cones.start)));
  cones.set("row", to_list(to_js(result.cones.row)));
  cones.set("value", to_list(to_js(result.cones.value)));
  certificate.set("cones", cones);
  return certificate;
}

class BoundSession {
 public:
  val start(val x, double n, double d, val y, double c, val options) {
    return guarded([&] {
      Network initial;
      Matrix dual;
      const val start = options["initial"];
      const bool warm = !start.isUndefined();
      if (warm) initial = network_from(start);
      const bool has_dual = warm && !start["dual"].isUndefined();
      if (has_dual) dual = matrix_from(start["dual"], Index(n), Index(c));
      session_ = std::make_unique<Session>(
          matrix_from(x, Index(n), Index(d)), matrix_from(y, Index(n), Index(c)),
          options_from(options), warm ? &initial : nullptr, has_dual ? &dual : nullptr);
      return val::undefined();
    });
  }

  val set_beta(double beta) {
    return guarded([&] {
      session_->set_beta(beta);
      return val::undefined();
    });
  }

  val advance(double seconds) {
    return guarded([&] {
      session_->advance(seconds);
      const Run& run = session_->run();
      val progress = val::object();
      progress.set("done", run.done());
      progress.set("status", std::string(name_of(run.status())));
      progress.set("iterations", double(run.iterations()));
      progress.set("seconds", run.seconds());
      set_bounds(progress, run.objective(), run.lower_bound());
      progress.set("gap", std::max(0.0, run.objective() - run.lower_bound()));
      progress.set("relativeGap", relative_gap(run.objective(), run.lower_bound()));
      progress.set("neurons", double(session_->neurons()));
      return progress;
    });
  }

  val result() {
    return guarded([&] {
      const Result result = session_->result();
      val reply = val::object();
      reply.set("network", to_js(result.network));
      reply.set("report", report_of(result, *session_));
      reply.set("certificate", certificate_of(result, session_->options()));
      return reply;
    });
  }

 private:
  std::unique_ptr<Session> session_;
};

template <typename Table>
val rows(const Table& table) {
  val list = val::array();
  for (const auto& row : table) {
    val item = val::object();
    item.set("name", std::string(row.name));
    item.set("doc", std::string(row.doc));
    list.call<void>("push", item);
  }
  return list;
}

template <typename Table>
val option_rows(const Table& table) {
  val list = rows(table);
  for (std::size_t i = 0; i < table.size(); ++i) {
    val item = list[i];
    item.set("type", std::string(table[i].type));
    item.set("rule", std::string(table[i].rule));
  }
  return list;
}

val defaults() {
  const Options options;
  val plain = val::object();
  plain.set("formulation", options.formulation);
  plain.set("loss", options.loss);
  plain.set("regularizer", options.regularizer);
  plain.set("beta", options.beta);
  plain.set("bias", options.bias);
  plain.set("patterns", std::string("auto"));
  plain.set("solver", options.solver);
  plain.set("tolerance", options.tolerance);
  plain.set("maxIterations", options.max_iterations);
  plain.set("timeLimit", options.time_limit);
  plain.set("seed", options.seed);
  plain.set("metrics", val::array());
  return plain;
}

val describe() {
  return guarded([] {
    val info = val::object(), patterns = val::object();
    info.set("version", std::string(CONVEXRELU_VERSION));
    info.set("formulations", rows(kFormulations));
    info.set("losses", rows(kLosses));
    info.set("regularizers", rows(kRegularizers));
    info.set("solvers", rows(kSolvers));
    info.set("samplers", rows(kSamplers));
    info.set("metrics", rows(kMetrics));
    info.set("options", option_rows(kOptions));
    info.set("samplingOptions", option_rows(kSamplingOptions));
    info.set("defaults", defaults());
    const PatternOptions options;
    patterns.set("kind", options.kind);
    patterns.set("count", options.count);
    patterns.set("sampler", options.sampler);
    patterns.set("priced", options.priced);
    info.set("patternDefaults", patterns);
    return info;
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(convexrelu) {
  emscripten::function("describe", &describe);
  emscripten::class_<BoundSession>("Session")
      .constructor<>()
      .function("start", &BoundSession::start)
      .function("setBeta", &BoundSession::set_beta)
      .function("advance", &BoundSession::advance)
      .function("result", &BoundSession::result);
}
