// The benchmark's C++ side, the same program natively and as WebAssembly: reads commands from
// standard input and answers each with lines of JSON.
//
//   operator n d p seconds
//   memory formulation n d p   what core/memory states in advance, for one output
//   train     …   our solver, by core/session
//   yardstick …   the textbook's solver of the same program, for gated ReLU and sampled patterns
//                 FISTA, with cones an augmented Lagrangian
//
// with … = formulation loss kind count beta tolerance limit n d, X row by row, y, and for the kind
// 'given' the gates, count rows of d + 1 numbers. Words are separated by blanks; the bias is always
// on.
#include <cstdio>
#include <iostream>
#include <string>

#include "memory.h"
#include "operator_bench.h"
#include "samplers.h"
#include "session.h"
#include "table.h"
#include "yardsticks.h"

namespace {

using namespace convexrelu;

struct Task {
  Options options;
  RowMajorMatrix X, Y;
};

RowMajorMatrix read_matrix(std::istream& in, Index rows, Index columns) {
  RowMajorMatrix A(rows, columns);
  for (Index i = 0; i < A.size(); ++i) in >> A.data()[i];
  return A;
}

Task read_task(std::istream& in) {
  Task task;
  Options& options = task.options;
  Index n = 0, d = 0;
  options.patterns.priced = false;  // the yardsticks solve the program as it was drawn
  in >> options.formulation >> options.loss >> options.patterns.kind >> options.patterns.count >>
      options.beta >> options.tolerance >> options.time_limit >> n >> d;
  task.X = read_matrix(in, n, d);
  task.Y = read_matrix(in, n, 1);
  if (options.patterns.kind == "given") {
    options.patterns.gates = read_matrix(in, Index(options.patterns.count), d + 1);
  }
  return task;
}

// The seconds are the run's own, which begin when the data and the patterns are ready.
void train(const Task& task) {
  Session session(task.X, task.Y, task.options, nullptr);
  while (!session.run().done()) session.advance(1.0);
  const Result result = session.result();
  std::printf(
      "{\"seconds\":%.6f,\"rounds\":%zu,\"systems\":%ld,\"neurons\":%ld,\"objective\":%.12g,"
      "\"gap\":%.3e,\"status\":\"%s\",\"history\":[",
      result.seconds, session.run().history().seconds.size() - 1, long(result.iterations),
      long(result.network.neurons()), result.objective, result.relative_gap,
      name_of(result.status));
  const History& history = session.run().history();
  for (std::size_t i = 0; i < history.seconds.size(); ++i) {
    std::printf("%s[%.7f,%.12g]", i > 0 ? "," : "", history.seconds[i], history.objective[i]);
  }
  std::printf("]}\n");
}

void run_yardstick(const Task& task) {
  const Options& options = task.options;
  const auto loss = find_row(kLosses, "loss", options.loss).make();
  const auto regularizer = find_row(kRegularizers, "regularizer", options.regularizer).make();
  Matrix augmented(task.X.rows(), task.X.cols() + 1);
  augmented << task.X, Vector::Ones(task.X.rows());
  // The gates that the session draws.
  Random random(std::uint64_t(options.seed));
  const RowMajorMatrix gates =
      kSamplers[0].sample({Index(options.patterns.count), task.X.cols(), true}, random);
  const GatedOperator data(augmented, PatternSet(task.X, gates));
  const bool cones = options.formulation == "relu";
  const Problem problem{data, *loss, *regularizer, cones, options.beta, task.Y};
  const auto solve = cones ? bench::run_augmented_lagrangian : bench::run_fista;
  const bench::Outcome outcome = solve(problem, options.tolerance, options.time_limit);
  std::printf(
      "{\"seconds\":%.6f,\"iterations\":%ld,\"objective\":%.12g,\"gap\":%.3e,"
      "\"violation\":%.3e,\"status\":\"%s\"}\n",
      outcome.seconds, long(outcome.iterations), outcome.objective, outcome.gap, outcome.violation,
      outcome.reached ? "optimal" : "time-limit");
}

void run_operator(std::istream& in) {
  Index n = 0, d = 0, p = 0;
  double seconds = 0;
  in >> n >> d >> p >> seconds;
  const bench::Throughput rate = bench::measure_operator(n, d, p, seconds);
  std::printf("{\"forward\":%.4f,\"forwardGemm\":%.4f,\"backward\":%.4f,\"backwardGemm\":%.4f}\n",
              rate.forward, rate.forward_gemm, rate.backward, rate.backward_gemm);
}

void state_memory(std::istream& in) {
  std::string formulation;
  double n = 0, d = 0, p = 0;
  in >> formulation >> n >> d >> p;
  std::printf("{\"bytes\":%.0f}\n", needed_bytes({n, d + 1, 1, p, formulation == "relu"}));
}

}  // namespace

int main() {
  std::string command;
  while (std::cin >> command) {
    if (command == "operator") {
      run_operator(std::cin);
    } else if (command == "memory") {
      state_memory(std::cin);
    } else if (command == "train") {
      train(read_task(std::cin));
    } else if (command == "yardstick") {
      run_yardstick(read_task(std::cin));
    } else {
      std::fprintf(stderr, "unknown command '%s'\n", command.c_str());
      return 1;
    }
    std::fflush(stdout);
  }
  return 0;
}
