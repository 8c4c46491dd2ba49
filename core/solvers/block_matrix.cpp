#include "solvers/block_matrix.h"

namespace convexrelu {

Matrix all_blocks(const Problem& problem, const Blocks& blocks) {
  Matrix U = Matrix::Zero(problem.data.rank(), problem.blocks());
  for (std::size_t k = 0; k < blocks.block.size(); ++k) {
    U.col(blocks.block[k]) = blocks.U.col(Index(k));
  }
  return U;
}

Blocks nonzero_blocks(const Matrix& U) {
  Blocks blocks;
  for (Index block = 0; block < U.cols(); ++block) {
    if (U.col(block).squaredNorm() > 0.0) blocks.block.push_back(block);
  }
  blocks.U.resize(U.rows(), Index(blocks.block.size()));
  for (std::size_t k = 0; k < blocks.block.size(); ++k) {
    blocks.U.col(Index(k)) = U.col(blocks.block[k]);
  }
  return blocks;
}

Vector image(const Problem& problem, const Matrix& U) {
  return predictions(problem, nonzero_blocks(U));
}

Matrix adjoint(const Problem& problem, const Vector& nu) {
  Matrix G = correlations(problem, nu);
  if (!problem.cones) return G;
  Matrix signed_twice(G.rows(), problem.blocks());
  for (Index block = 0; block < problem.blocks(); ++block) {
    signed_twice.col(block) = problem.sign(block) * G.col(problem.correlation(block));
  }
  return signed_twice;
}

Matrix proximal_blocks(const Problem& problem, BlockProjector& projector, Matrix P, double step) {
  for (Index block = 0; problem.cones && block < P.cols(); ++block) {
    P.col(block) =
        projector.project(block, problem.pattern(block), P.col(block), step * problem.beta, step)
            .point;
  }
  return prox(problem, P, step * problem.beta);
}

}  // namespace convexrelu
