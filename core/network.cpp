#include "network.h"

namespace convexrelu {

Matrix predict(const Network& network, const RowMajorMatrix& X) {
  Matrix hidden = X * network.W1.transpose();
  hidden.rowwise() += network.b1.transpose();
  if (network.gated) {
    const Index d = X.cols();
    Matrix scores = X * network.gates.leftCols(d).transpose();
    scores.rowwise() += network.gates.col(d).transpose();
    hidden = (scores.array() >= 0.0).select(hidden, Matrix::Zero(hidden.rows(), hidden.cols()));
  } else if (!network.linear) {
    hidden = hidden.cwiseMax(0.0);
  }
  return hidden * network.W2.transpose();
}

double objective(const Network& network, const RowMajorMatrix& X, const Matrix& Y, const Loss& loss,
                 double beta) {
  const double squares =
      network.W1.squaredNorm() + network.b1.squaredNorm() + network.W2.squaredNorm();
  return loss.value(predict(network, X), Y) + 0.5 * beta * squares;
}

double block_objective(const Network& network, const RowMajorMatrix& X, const Matrix& Y,
                       const Loss& loss, const Regularizer& regularizer, double beta) {
  Matrix layer(network.W1.cols() + 1, network.neurons());
  layer << network.W1.transpose(), network.b1.transpose();
  double penalty = 0.0;
  for (Index k = 0; k < network.W2.rows(); ++k) {
    penalty += regularizer.value(layer * network.W2.row(k).asDiagonal());
  }
  return loss.value(predict(network, X), Y) + beta * penalty;
}

}  // namespace convexrelu
