// A convex program (C) or its gated form, for one output: loss × regularizer × patterns, and data.
#pragma once

#include "gated_operator.h"
#include "loss.h"
#include "regularizer.h"

namespace convexrelu {

//   gated:  min_u    f(Σ_i D_i Z u_i) + β R(U)
//   cones:  min_v,w  f(Σ_i D_i Z (v_i − w_i)) + β Σ_i (‖v_i‖ + ‖w_i‖),   v_i, w_i ∈ K_i
//
// The unknowns are `blocks`, each with a pattern and a sign. Gated: block i has pattern i, sign +1.
// With cones: block 2i is v_i and block 2i + 1 is w_i, so that blocks keep their numbers when
// patterns are added.
struct Problem {
  const GatedOperator& data;
  const Loss& loss;
  const Regularizer& regularizer;
  bool cones;
  double beta;
  Matrix y;  // n×1

  Index blocks() const { return cones ? 2 * data.count() : data.count(); }
  Index pattern(Index block) const { return cones ? block / 2 : block; }
  double sign(Index block) const { return cones && block % 2 == 1 ? -1.0 : 1.0; }
};

// Some blocks of a program: the columns of U, in the order of `block`.
struct Blocks {
  std::vector<Index> block;
  Matrix U;  // r×k
};

// Where a solver starts: blocks, none for a cold start, and a dual variable, empty if none is
// known.
struct Start {
  Blocks blocks;
  Vector nu;
};

// Σ_i D_i Z u_i with its signs.
inline Vector predictions(const Problem& problem, const Blocks& blocks) {
  std::vector<Index> pattern;
  std::vector<double> sign;
  for (Index block : blocks.block) {
    pattern.push_back(problem.pattern(block));
    sign.push_back(problem.sign(block));
  }
  return problem.data.forward(blocks.U, pattern, sign);
}

// The value of the program at these blocks.
inline double objective(const Problem& problem, const Blocks& blocks) {
  return problem.loss.value(predictions(problem, blocks), problem.y) +
         problem.beta * problem.regularizer.value(blocks.U);
}

}  // namespace convexrelu
