// What several tests of the core share.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "error.h"
#include "random.h"
#include "samplers.h"
#include "session.h"

namespace convexrelu::testing {

inline Matrix random_matrix(Index rows, Index columns, Random& random) {
  Matrix A(rows, columns);
  for (Index i = 0; i < A.size(); ++i) A.data()[i] = random.normal();
  return A;
}

inline Matrix random_signs(Index rows, Index columns, Random& random) {
  Matrix Y(rows, columns);
  for (Index i = 0; i < Y.size(); ++i) Y.data()[i] = random.uniform() < 0.5 ? -1.0 : 1.0;
  return Y;
}

inline nlohmann::json fixture(const std::string& name) {
  std::ifstream file(std::string(CONVEXRELU_FIXTURES) + "/" + name);
  return nlohmann::json::parse(file);
}

inline RowMajorMatrix matrix_of(const nlohmann::json& rows) {
  RowMajorMatrix M(Index(rows.size()), Index(rows[0].size()));
  for (Index i = 0; i < M.rows(); ++i) {
    for (Index k = 0; k < M.cols(); ++k) M(i, k) = rows[std::size_t(i)][std::size_t(k)];
  }
  return M;
}

inline RowMajorMatrix column_of(const nlohmann::json& values) {
  RowMajorMatrix y(Index(values.size()), 1);
  for (Index i = 0; i < y.rows(); ++i) y(i, 0) = values[std::size_t(i)];
  return y;
}

// A small data set: points in the plane, labels by distance from the origin, or the distance.
struct Data {
  RowMajorMatrix X, Y;
};

inline Data circle(Index n, bool labels, std::uint64_t seed = 1) {
  Random random(seed);
  Data data{random_matrix(n, 2, random), RowMajorMatrix(n, 1)};
  for (Index i = 0; i < n; ++i) {
    const double distance = data.X.row(i).norm();
    data.Y(i, 0) = !labels ? distance : distance > 1.0 ? 1.0 : -1.0;
  }
  return data;
}

// Signs as classes, a column each: 1 for the first where they are positive, else for the second.
inline RowMajorMatrix classes_of(const RowMajorMatrix& signs) {
  RowMajorMatrix Y(signs.rows(), 2);
  Y.col(0) = (signs.col(0).array() > 0.0).cast<double>();
  Y.col(1) = 1.0 - Y.col(0).array();
  return Y;
}

// Rows of one 1 among zeros.
inline RowMajorMatrix random_classes(Index rows, Index columns, Random& random) {
  RowMajorMatrix Y = RowMajorMatrix::Zero(rows, columns);
  for (Index i = 0; i < rows; ++i) Y(i, Index(random.uniform() * double(columns))) = 1.0;
  return Y;
}

// The option that samples patterns, for formulations that have a choice.
inline const char* sampled_kind(const FormulationRow& formulation) {
  return formulation.always_on ? "auto" : "sampled";
}

inline Result train(const Data& data, const Options& options, const Network* initial = nullptr) {
  Session session(data.X, data.Y, options, initial);
  session.advance(60.0);
  return session.result();
}

// A set of patterns in general position for Z, as many as are distinct among `count` gates.
inline PatternSet sampled_patterns(const RowMajorMatrix& X, Index count, std::uint64_t seed) {
  Random random(seed);
  return PatternSet(X, kSamplers[0].sample({count, X.cols(), false}, random));
}

// Random rows, one pattern of them, and a vector to split in its cone.
struct SmallProblem {
  Matrix Z;
  PatternSet patterns;
  Vector u;
};

inline SmallProblem small_problem(Index n, Index r, std::uint64_t seed) {
  Random random(seed);
  Matrix Z = random_matrix(n, r, random);
  RowMajorMatrix gate = RowMajorMatrix::Zero(1, r + 1);
  gate.leftCols(r) = random_matrix(1, r, random);
  PatternSet patterns(Z, gate);
  const Vector u = random_matrix(r, 1, random);
  return {std::move(Z), std::move(patterns), u};
}

}  // namespace convexrelu::testing
