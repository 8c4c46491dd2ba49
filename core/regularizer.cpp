#include "regularizer.h"

#include <algorithm>

namespace convexrelu {
namespace {

// max(0, 1 − step/‖p‖), which shrinks p to the proximal point of its norm.
double shrink(double norm, double step) { return norm > step ? 1.0 - step / norm : 0.0; }

ProxDerivative derivative_of_norm(const Vector& u, double step) {
  const double norm = u.norm();
  return {norm / (norm + step), u / norm, {}};
}

// R(U) = Σ_i ‖u_i‖: whole neurons vanish.
class Neuron : public Regularizer {
 public:
  double value(const Matrix& U) const override { return U.colwise().norm().sum(); }
  Matrix prox(const Matrix& U, double step) const override {
    Matrix V(U.rows(), U.cols());
    for (Index i = 0; i < U.cols(); ++i) V.col(i) = shrink(U.col(i).norm(), step) * U.col(i);
    return V;
  }
  double dual_norm(const Matrix& G) const override {
    return G.cols() == 0 ? 0.0 : G.colwise().norm().maxCoeff();
  }
  bool is_rotation_invariant() const override { return true; }
  ProxDerivative derivative(const Vector& u, double step) const override {
    return derivative_of_norm(u, step);
  }
};

// R(U) = Σ_j ‖U_j·‖: whole features vanish.
class Feature : public Regularizer {
 public:
  double value(const Matrix& U) const override { return U.rowwise().norm().sum(); }
  Matrix prox(const Matrix& U, double step) const override {
    Vector factors = U.rowwise().norm();
    for (double& factor : factors) factor = shrink(factor, step);
    return factors.asDiagonal() * U;
  }
  double dual_norm(const Matrix& G) const override {
    return G.size() == 0 ? 0.0 : G.rowwise().norm().maxCoeff();
  }
  bool is_rotation_invariant() const override { return false; }
  bool is_sum_over_blocks() const override { return false; }
  ProxDerivative derivative(const Vector& u, double step) const override {
    return derivative_of_norm(u, step);
  }
};

// R(U) = Σ |u|: single weights vanish.
class L1 : public Regularizer {
 public:
  double value(const Matrix& U) const override { return U.lpNorm<1>(); }
  Matrix prox(const Matrix& U, double step) const override {
    return U.unaryExpr([step](double u) { return u - std::clamp(u, -step, step); });
  }
  double dual_norm(const Matrix& G) const override {
    return G.size() == 0 ? 0.0 : G.cwiseAbs().maxCoeff();
  }
  bool is_rotation_invariant() const override { return false; }
  bool is_sum_over_weights() const override { return true; }
  // The projection onto the weights that are not 0.
  ProxDerivative derivative(const Vector& u, double) const override {
    const Index size = (u.array() != 0.0).count();
    ProxDerivative result{1.0, Vector::Zero(u.size()), Matrix::Zero(u.size(), size)};
    Index column = 0;
    for (Index k = 0; k < u.size(); ++k) {
      if (u[k] != 0.0) result.tangent(k, column++) = 1.0;
    }
    return result;
  }
};

// R(U) = ½ Σ u²: a ridge, which removes nothing.
class L2 : public Regularizer {
 public:
  double value(const Matrix& U) const override { return 0.5 * U.squaredNorm(); }
  Matrix prox(const Matrix& U, double step) const override { return U / (1.0 + step); }
  double dual_norm(const Matrix& G) const override { return G.norm(); }
  bool is_half_square() const override { return true; }
  bool is_rotation_invariant() const override { return true; }
  ProxDerivative derivative(const Vector& u, double step) const override {
    return {1.0 / (1.0 + step), Vector::Zero(u.size()), {}};
  }
};

template <typename T>
std::unique_ptr<Regularizer> make() {
  return std::make_unique<T>();
}

}  // namespace

const std::array<RegularizerRow, 4> kRegularizers{{
    {"neuron", "Σ_i ‖u_i‖₂, which removes whole neurons", "", make<Neuron>},
    {"feature",
     "Σ_j ‖U_j·‖₂ over the features j, the bias among them, of each output: removes whole features "
     "(not for relu)",
     "two halves of a neuron would cost less than the neuron, so that no network attains the least "
     "cost",
     make<Feature>},
    {"l1", "Σ |u|, which removes single weights (not for relu)",
     "its proximal step and the projection onto the cone of a pattern do not commute", make<L1>},
    {"l2", "½ Σ u², a ridge, which shrinks all weights (not for relu)",
     "two halves of a neuron would cost less than the neuron, so that no network attains the least "
     "cost",
     make<L2>},
}};

}  // namespace convexrelu
