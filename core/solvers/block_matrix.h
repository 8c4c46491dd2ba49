// All blocks of a program as the columns of one matrix, for solvers that change all of them at
// once.
#pragma once

#include "block_projector.h"
#include "problem.h"

namespace convexrelu {

// r×blocks, zeros where `blocks` has none.
Matrix all_blocks(const Problem& problem, const Blocks& blocks);
Blocks nonzero_blocks(const Matrix& U);

// AU = Σ_k s_k D_k Z u_k over the blocks k, stacked over the outputs as all of ν is.
Vector image(const Problem& problem, const Matrix& U);
// Aᵀν, whose column k is s_k Zᵀ D_k ν, ν of the block's output.
Matrix adjoint(const Problem& problem, const Vector& nu);

// argmin_V β R(V) + ‖V − P‖² / (2 step) over the cones: a projection shrunk by R.
Matrix proximal_blocks(const Problem& problem, BlockProjector& projector, Matrix P, double step);

}  // namespace convexrelu
