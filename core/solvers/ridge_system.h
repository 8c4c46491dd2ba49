// The symmetric linear systems of programs in which every block moves freely:
//
//   (c I + BBᵀ) q = b,   B = [D_1 Z … D_p Z]  (n×rp),   c > 0.
#pragma once

#include <Eigen/Cholesky>
#include <memory>

#include "gated_operator.h"

namespace convexrelu {

class RidgeSystem {
 public:
  // To factorize the smaller of c I + BBᵀ = c I + ZZᵀ ∘ MMᵀ, M holding the patterns as 0/1 columns,
  // and c I + BᵀB, if it is small enough. Keeps a reference to the data as they are now.
  RidgeSystem(const GatedOperator& data, double c);

  // A bounded piece of forming the matrix, or its factor. False until the system can be solved.
  bool advance();

  // Whether the smaller of the two matrices is small enough to be factorized.
  static bool is_small(const GatedOperator& data);

  // About how many multiplications forming and factorizing it take.
  static double work(const GatedOperator& data);

  // Once advance() says so. By the factor; without one by conjugate gradients from `guess`, which
  // leave at most `tolerance` of its residual.
  Vector solve(const Vector& b, const Vector& guess, double tolerance) const;
  bool is_factorized() const { return factor_.rows() > 0; }  // not by conjugate gradients
  // (c I + BBᵀ) q
  Vector apply(const Vector& q) const;
  // The diagonal of BBᵀ.
  static Vector diagonal(const GatedOperator& data);

 private:
  void add_masks();
  void add_rows();

  const GatedOperator& data_;
  double c_;
  std::vector<Index> all_;  // the patterns there are
  bool by_samples_;
  Matrix S_;                   // the lower half, as far as it is formed; empty once factorized
  Index formed_ = 0;           // of patterns or samples
  Eigen::LLT<Matrix> factor_;  // empty for conjugate gradients
};

// The last system over some data: programs of several outputs differ only in what they are solved
// for, and share its factor.
class RidgeCache {
 public:
  std::shared_ptr<RidgeSystem> system(const GatedOperator& data, double c);

 private:
  std::shared_ptr<RidgeSystem> last_;
  Index count_ = 0;  // of the patterns that it knows
  double c_ = 0.0;
};

}  // namespace convexrelu
