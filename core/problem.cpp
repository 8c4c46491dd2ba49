#include "problem.h"

#include <algorithm>

namespace convexrelu {
namespace {

using Slice = Eigen::Map<Matrix, 0, Eigen::OuterStride<>>;

// Every regularizer that is a sum over blocks is one over outputs, too.
bool needs_slices(const Problem& problem) {
  return problem.outputs() > 1 && !problem.regularizer.is_sum_over_blocks();
}

// The columns of one output, where columns alternate over the outputs.
Slice slice(const Problem& problem, Matrix& U, Index output) {
  const Index c = problem.outputs();
  return Slice(U.data() + output * U.rows(), U.rows(), U.cols() / c,
               Eigen::OuterStride<>(c * U.rows()));
}

// Calls work(blocks, output) for each output, with what belongs to it.
template <typename Work>
void for_each_output(const Problem& problem, const Blocks& blocks, Work work) {
  if (problem.outputs() == 1) return work(blocks, 0);
  for (Index output = 0; output < problem.outputs(); ++output) {
    work(blocks_of_output(problem, blocks, output), output);
  }
}

}  // namespace

Vector Problem::residual(const Vector& z) const {
  const Matrix nu = loss.dual(unstacked(z), y);
  return Eigen::Map<const Vector>(nu.data(), nu.size());
}

Blocks blocks_of_output(const Problem& problem, const Blocks& blocks, Index output) {
  Blocks result;
  std::vector<Index> columns;
  for (std::size_t k = 0; k < blocks.block.size(); ++k) {
    if (problem.output(blocks.block[k]) != output) continue;
    result.block.push_back(blocks.block[k]);
    columns.push_back(Index(k));
  }
  result.U.resize(problem.data.rank(), Index(columns.size()));
  for (std::size_t k = 0; k < columns.size(); ++k) {
    result.U.col(Index(k)) = blocks.U.col(columns[k]);
  }
  return result;
}

Vector predictions(const Problem& problem, const Blocks& blocks) {
  const Index n = problem.data.samples();
  Vector z(n * problem.outputs());
  for_each_output(problem, blocks, [&](const Blocks& own, Index output) {
    std::vector<Index> pattern;
    std::vector<double> sign;
    for (Index block : own.block) {
      pattern.push_back(problem.pattern(block));
      sign.push_back(problem.sign(block));
    }
    z.segment(output * n, n) = problem.data.forward(own.U, pattern, sign);
  });
  return z;
}

Matrix correlations(const Problem& problem, const Vector& nu) {
  if (problem.outputs() == 1) return problem.data.backward(nu);
  const Index c = problem.outputs(), n = problem.data.samples();
  Matrix all(problem.data.rank(), c * problem.data.count());
  for (Index output = 0; output < c; ++output) {
    slice(problem, all, output) = problem.data.backward(nu.segment(output * n, n));
  }
  return all;
}

Matrix prox(const Problem& problem, const Matrix& U, double step) {
  if (!needs_slices(problem)) return problem.regularizer.prox(U, step);
  Matrix V = U;
  for (Index output = 0; output < problem.outputs(); ++output) {
    slice(problem, V, output) = problem.regularizer.prox(slice(problem, V, output), step);
  }
  return V;
}

// That of a sum of norms over outputs is the largest, that of a sum of squares the root of one.
double dual_norm(const Problem& problem, Matrix correlations) {
  if (!needs_slices(problem)) return problem.regularizer.dual_norm(correlations);
  double largest = 0.0;
  for (Index output = 0; output < problem.outputs(); ++output) {
    const double norm = problem.regularizer.dual_norm(slice(problem, correlations, output));
    largest = std::max(largest, norm);
  }
  return largest;
}

double objective(const Problem& problem, const Blocks& blocks, const Vector& z) {
  double sum = problem.data_term(z);
  for_each_output(problem, blocks, [&](const Blocks& own, Index) {
    sum += problem.beta * problem.regularizer.value(own.U);
  });
  return sum;
}

double objective(const Problem& problem, const Blocks& blocks) {
  return objective(problem, blocks, predictions(problem, blocks));
}

}  // namespace convexrelu
