#include <Eigen/Cholesky>
#include <Eigen/QR>

#include "support.h"

namespace convexrelu::testing {
namespace {

Options linear(const std::string& regularizer, double beta) {
  Options options;
  options.formulation = "linear";
  options.regularizer = regularizer;
  options.beta = beta;
  options.bias = false;
  options.tolerance = 1e-10;
  options.patterns.kind = "auto";
  return options;
}

// X with XᵀX = (n/2) I, so that every regularizer acts on the least squares solution c alone:
// f(Xu) = ‖u − c‖²/2 + what no u can change.
struct Orthogonal {
  Data data;
  Vector c;
  double rest;
};

Orthogonal orthogonal() {
  Random random(17);
  const Index n = 24, d = 5;
  const Eigen::HouseholderQR<Matrix> qr(random_matrix(n, d, random));
  const Matrix Q = qr.householderQ() * Matrix::Identity(n, d);
  const Matrix X = std::sqrt(n / 2.0) * Q, y = random_matrix(n, 1, random);
  const Vector c = (2.0 / n) * X.transpose() * y;
  return {{X, y}, c, (y - X * c).squaredNorm() / n};
}

void expect_solution(const std::string& regularizer, double beta, const Vector& u, double penalty) {
  const Orthogonal problem = orthogonal();
  const Result result = train(problem.data, linear(regularizer, beta));
  const double optimum = problem.rest + 0.5 * (u - problem.c).squaredNorm() + beta * penalty;
  EXPECT_EQ(result.status, Status::optimal);
  EXPECT_NEAR(result.objective, optimum, 1e-9);
  EXPECT_LE(result.lower_bound, optimum + 1e-12);
  EXPECT_LE(result.network.neurons(), 1);
  const Matrix z = predict(result.network, problem.data.X);
  EXPECT_LT((z - problem.data.X * u).norm(), 1e-3);
}

TEST(Linear, NeuronShrinksTheWholeSolution) {
  const Vector c = orthogonal().c;
  for (double share : {0.1, 0.5, 0.9}) {
    const Vector u = (1.0 - share) * c;
    expect_solution("neuron", share * c.norm(), u, u.norm());
  }
}

TEST(Linear, L1AndFeatureShrinkEveryWeight) {
  const Vector c = orthogonal().c;
  const double beta = 0.6 * c.cwiseAbs().maxCoeff();
  const Vector u = c.array().sign() * (c.array().abs() - beta).max(0.0);
  ASSERT_GT((u.array() == 0.0).count(), 0);
  for (const char* regularizer : {"l1", "feature"}) {
    expect_solution(regularizer, beta, u, u.lpNorm<1>());
  }
}

TEST(Linear, L2DividesTheSolution) {
  const Vector u = orthogonal().c / 1.3;
  expect_solution("l2", 0.3, u, 0.5 * u.squaredNorm());
}

// In general position a ridge is a linear system, bias and several outputs included.
TEST(Linear, RidgeIsALinearSystem) {
  Random random(5);
  const RowMajorMatrix X = random_matrix(30, 4, random), Y = random_matrix(30, 3, random);
  Options options = linear("l2", 0.02);
  options.bias = true;
  const Result result = train({X, Y}, options);
  Matrix A(30, 5);
  A << X, Vector::Ones(30);
  Matrix normal = (2.0 / 30.0) * A.transpose() * A;
  normal.diagonal().array() += options.beta;
  const Matrix U = normal.ldlt().solve((2.0 / 30.0) * A.transpose() * Matrix(Y));
  const double optimum =
      (A * U - Matrix(Y)).squaredNorm() / 30.0 + 0.5 * options.beta * U.squaredNorm();
  EXPECT_NEAR(result.objective, optimum, 1e-9 * optimum);
  EXPECT_LT((predict(result.network, X) - A * U).norm(), 1e-3);
  EXPECT_EQ(result.network.neurons(), 3);
  EXPECT_EQ(result.patterns, 1);
  EXPECT_EQ(result.all_patterns, 1.0);
}

TEST(Linear, TakesNoOtherPatterns) {
  for (const char* kind : {"sampled", "given", "exact"}) {
    Options options = linear("neuron", 0.1);
    options.patterns.kind = kind;
    options.patterns.gates = RowMajorMatrix::Ones(1, 2);
    try {
      train(circle(10, true), options);
      FAIL() << kind;
    } catch (const Error& error) {
      EXPECT_EQ(error.what(),
                "patterns must be 'auto' for formulation 'linear', whose only "
                "pattern is that of all samples, but is '" +
                    std::string(kind) + "'");
    }
  }
}

}  // namespace
}  // namespace convexrelu::testing
