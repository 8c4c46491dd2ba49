#include "regularizer.h"

#include <algorithm>

namespace convexrelu {
namespace {

// R(U) = Σ_i ‖u_i‖: whole neurons vanish.
class Neuron : public Regularizer {
 public:
  double value(const Matrix& U) const override { return U.colwise().norm().sum(); }

  Matrix prox(const Matrix& U, double step) const override {
    Matrix V(U.rows(), U.cols());
    for (Index i = 0; i < U.cols(); ++i) {
      const double norm = U.col(i).norm();
      V.col(i) = (norm > step ? 1.0 - step / norm : 0.0) * U.col(i);
    }
    return V;
  }

  double dual_norm(const Matrix& G) const override {
    return G.cols() == 0 ? 0.0 : G.colwise().norm().maxCoeff();
  }
};

template <typename T>
std::unique_ptr<Regularizer> make() {
  return std::make_unique<T>();
}

}  // namespace

const std::array<RegularizerRow, 1> kRegularizers{{
    {"neuron", "Σ_i ‖u_i‖₂, which removes whole neurons", make<Neuron>},
}};

}  // namespace convexrelu
