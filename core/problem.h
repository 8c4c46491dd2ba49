// A convex program (C) or its gated form: loss × regularizer × patterns, and data. It has one
// output, or where the loss couples them all outputs.
#pragma once

#include "gated_operator.h"
#include "loss.h"
#include "regularizer.h"

namespace convexrelu {

//   gated:  min_u    f(Z) + β Σ_k R(U^k),                 z_k = Σ_i D_i X u_i^k
//   cones:  min_v,w  f(Z) + β Σ_k Σ_i (‖v_i^k‖ + ‖w_i^k‖),  z_k = Σ_i D_i X (v_i^k − w_i^k),
//                                                         v_i^k, w_i^k ∈ K_i
//
// The unknowns are `blocks`, each with an output k, a pattern i and a sign. Blocks keep their
// numbers when patterns are added: the outputs alternate fastest, then, with cones, the signs v
// and w, then the patterns. With one output and without cones, block i has pattern i.
//
// What solvers handle as one vector over samples, predictions and the dual variable ν, is stacked:
// output after output, n·c numbers.
struct Problem {
  const GatedOperator& data;
  const Loss& loss;
  const Regularizer& regularizer;
  bool cones;
  double beta;
  Matrix y;  // n×c

  Index outputs() const { return y.cols(); }
  Index blocks() const { return (cones ? 2 : 1) * data.count() * outputs(); }
  Index output(Index block) const { return block % outputs(); }
  Index pattern(Index block) const { return block / outputs() / (cones ? 2 : 1); }
  // Of a pattern, an output and, with cones, whether it is a w.
  Index block(Index pattern, Index output, bool negative) const {
    return ((cones ? 2 : 1) * pattern + (negative ? 1 : 0)) * outputs() + output;
  }
  double sign(Index block) const { return cones && block / outputs() % 2 == 1 ? -1.0 : 1.0; }
  // Which column of `correlations` belongs to the block.
  Index correlation(Index block) const { return pattern(block) * outputs() + output(block); }

  // The terms of the program, for stacked z.
  Matrix unstacked(const Vector& z) const {
    return Eigen::Map<const Matrix>(z.data(), y.rows(), y.cols());
  }
  double data_term(const Vector& z) const { return loss.value(unstacked(z), y); }
  Vector residual(const Vector& z) const;  // −∇f(z)
  Vector residual_at_zero() const { return residual(Vector::Zero(y.size())); }
};

// Some blocks of a program: the columns of U, in the order of `block`.
struct Blocks {
  std::vector<Index> block;
  Matrix U;  // r×k
};

// Where a solver starts: blocks, none for a cold start, and a dual variable, empty if none is
// known; and whether it is done at a gap that takes few digits.
struct Start {
  Blocks blocks;
  Vector nu;
  bool rough = false;
};

// Those of one output.
Blocks blocks_of_output(const Problem& problem, const Blocks& blocks, Index output);

// Σ_i D_i Z u_i with its signs, stacked.
Vector predictions(const Problem& problem, const Blocks& blocks);

// Zᵀ D_i ν_k for all patterns i and outputs k, in the columns i·c + k.
Matrix correlations(const Problem& problem, const Vector& nu);

// The proximal step of Σ_k R(U^k), U holding all blocks, and its dual norm.
Matrix prox(const Problem& problem, const Matrix& U, double step);
double dual_norm(const Problem& problem, Matrix correlations);

// The value of the program at these blocks, z being their predictions.
double objective(const Problem& problem, const Blocks& blocks, const Vector& z);
double objective(const Problem& problem, const Blocks& blocks);

}  // namespace convexrelu
