#include "operator_bench.h"

#include <chrono>
#include <limits>
#include <numeric>

#include "gated_operator.h"
#include "samplers.h"

namespace convexrelu::bench {
namespace {

// Keeps what was computed from being optimized away.
volatile double sink;

// Gflop/s of the fastest call.
template <typename Work>
double best_rate(double flops, double seconds, Work work) {
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point t) {
    return std::chrono::duration<double>(Clock::now() - t).count();
  };
  double best = std::numeric_limits<double>::infinity();
  for (const Clock::time_point start = Clock::now(); since(start) < seconds;) {
    // Long enough for coarse clocks.
    const Clock::time_point begin = Clock::now();
    Index calls = 0;
    while (calls == 0 || since(begin) < 0.02) {
      sink = work();
      ++calls;
    }
    best = std::min(best, since(begin) / double(calls));
  }
  return flops / best / 1e9;
}

}  // namespace

Throughput measure_operator(Index n, Index d, Index p, double seconds) {
  Random random(1);
  const auto normal = [&](Index rows, Index columns) {
    RowMajorMatrix A(rows, columns);
    for (Index i = 0; i < A.size(); ++i) A.data()[i] = random.normal();
    return A;
  };
  const RowMajorMatrix X = normal(n, d);
  const GatedOperator data(X, PatternSet(X, kSamplers[0].sample({p, d, true}, random)));
  const Index count = data.count();
  const Matrix Z = data.Z(), U = normal(data.rank(), count), N = normal(n, count);
  const Vector nu = N.col(0);
  std::vector<Index> all(std::size_t(count), 0);
  std::iota(all.begin(), all.end(), Index(0));
  const std::vector<double> signs(std::size_t(count), 1.0);
  Matrix scores(n, count), products(data.rank(), count);
  const double flops = 2.0 * double(n) * double(data.rank()) * double(count);
  Throughput result;
  result.forward = best_rate(flops, seconds, [&] { return data.forward(U, all, signs)[0]; });
  result.backward = best_rate(flops, seconds, [&] { return data.backward(nu)(0, 0); });
  result.forward_gemm = best_rate(flops, seconds, [&] {
    scores.noalias() = Z * U;
    return scores(0, 0);
  });
  result.backward_gemm = best_rate(flops, seconds, [&] {
    products.noalias() = Z.transpose() * N;
    return products(0, 0);
  });
  return result;
}

}  // namespace convexrelu::bench
