// The linear map of the convex programs, U ↦ Σ_i D_i X u_i, and its transpose, without ever
// forming a D_i X.
#pragma once

#include "patterns.h"
#include "types.h"

namespace convexrelu {

// Which coordinates blocks have.
enum class Coordinates {
  row_space,  // an orthonormal basis of the row space of X
  features,   // those of X, for what depends on single weights
};

class GatedOperator {
 public:
  // X is n×d, the bias column included where there is one.
  GatedOperator(const Matrix& X, PatternSet patterns,
                Coordinates coordinates = Coordinates::row_space);

  // X as PatternSet knows it, without bias column. Returns which pattern each gate has.
  std::vector<Index> add_patterns(const RowMajorMatrix& X, const RowMajorMatrix& gates) {
    return patterns_.add(X, gates);
  }

  // X = Z Vᵀ with orthonormal columns of V, so a block with the coordinates v stands for u = Vv
  // with the same norm and the same scores.
  const Matrix& Z() const { return Z_; }
  const Matrix& V() const { return V_; }
  const PatternSet& patterns() const { return patterns_; }
  Index samples() const { return Z_.rows(); }
  Index rank() const { return Z_.cols(); }
  Index count() const { return patterns_.count(); }

  // Σ_k s_k D_{i_k} Z u_k for the columns u_k of U (r×k), i_k = pattern[k], s_k = sign[k].
  Vector forward(const Matrix& U, const std::vector<Index>& pattern,
                 const std::vector<double>& sign) const;
  // Zᵀ D_i ν for all patterns (r×p), or for those listed.
  Matrix backward(const Vector& nu) const;
  Matrix backward(const Vector& nu, const std::vector<Index>& pattern) const;
  // D_i Z B: n×k for B r×k.
  Matrix masked(Index pattern, const Matrix& B) const;

 private:
  Matrix Z_, V_;
  PatternSet patterns_;
};

}  // namespace convexrelu
