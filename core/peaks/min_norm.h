// The maximum of a linear function over a narrow cone and the unit ball, as a small quadratic
// program.
#pragma once

#include <algorithm>

namespace convexrelu {

// For unit vertices v_1 … v_R and values t: maximizes 2 t·λ − ‖Σ λ_k v_k‖² over λ >= 0. With w = Σ
// λ_k v_k at the optimum, max { t·λ : λ >= 0, ‖Σ λ_k v_k‖ <= 1 } = ‖w‖; w is the shortest vector
// with v_k·w >= t_k for every k. An active-set method after Lawson and Hanson, started from
// `support`, the set where the previous solution was positive.
template <int R>
class MinNorm {
 public:
  double lambda[R] = {};
  unsigned support = 0;  // bit k: λ_k > 0

  void set_vertices(const double (&vertex)[R][R]) {
    for (int k = 0; k < R; ++k) {
      for (int l = 0; l <= k; ++l) {
        double dot = 0.0;
        for (int j = 0; j < R; ++j) dot += vertex[k][j] * vertex[l][j];
        gram_[k][l] = gram_[l][k] = dot;
      }
    }
  }

  void solve(const double (&t)[R]) {
    start(t);
    for (int step = 0; step < 3 * R; ++step) {
      const int entering = most_violated(t);
      if (entering < 0) return;
      if (!enter(entering, t)) return;
    }
  }

 private:
  double gram_[R][R];
  int members_[R];       // the support as a list
  double factor_[R][R];  // Cholesky of the Gram matrix of the support
  double solution_[R];   // in the order of members_

  // Keeps dropping what is negative until the support's solution is nonnegative.
  void start(const double (&t)[R]) {
    if (support == 0) support = (1u << R) - 1;
    for (;;) {
      const int count = solve_support(t);
      unsigned kept = 0;
      for (int a = 0; a < count; ++a) {
        if (solution_[a] > 0.0) kept |= 1u << members_[a];
      }
      if (kept == support) break;
      support = kept;
      if (support == 0) break;
    }
    write_solution();
  }

  void write_solution() {
    for (double& value : lambda) value = 0.0;
    int a = 0;
    for (int k = 0; k < R; ++k) {
      if (support >> k & 1u) lambda[k] = solution_[a++];
    }
  }

  // Solves Gram(support) x = t. A vertex that depends on those before it leaves the support.
  int solve_support(const double (&t)[R]) {
    constexpr double kDependent = 1e-13;
    int count = 0;
    for (int k = 0; k < R; ++k) {
      if (!(support >> k & 1u)) continue;
      double pivot = gram_[k][k], value = t[k];
      for (int a = 0; a < count; ++a) {
        double entry = gram_[k][members_[a]];
        for (int b = 0; b < a; ++b) entry -= factor_[count][b] * factor_[a][b];
        entry *= inverse_pivot_[a];
        factor_[count][a] = entry;
        pivot -= entry * entry;
        value -= entry * solution_[a];
      }
      if (pivot <= kDependent) {
        support &= ~(1u << k);
        continue;
      }
      inverse_pivot_[count] = 1.0 / square_root(pivot);
      solution_[count] = value * inverse_pivot_[count];
      members_[count++] = k;
    }
    for (int a = count - 1; a >= 0; --a) {
      double value = solution_[a];
      for (int b = a + 1; b < count; ++b) value -= factor_[b][a] * solution_[b];
      solution_[a] = value * inverse_pivot_[a];
    }
    return count;
  }

  static double square_root(double value) { return __builtin_sqrt(value); }

  int most_violated(const double (&t)[R]) const {
    double size = 0.0;
    for (int k = 0; k < R; ++k) size = std::max(size, lambda[k]);
    double worst = 1e-13 * size;
    int found = -1;
    for (int k = 0; k < R; ++k) {
      if (support >> k & 1u) continue;
      double residual = t[k];
      for (int l = 0; l < R; ++l) residual -= gram_[k][l] * lambda[l];
      if (residual > worst) {
        worst = residual;
        found = k;
      }
    }
    return found;
  }

  // Moves to the solution of the support with `k` added, stopping where a coefficient vanishes.
  // Returns false when that made no progress, which only happens between nearly dependent vertices.
  bool enter(int k, const double (&t)[R]) {
    const unsigned before = support;
    support |= 1u << k;
    for (int guard = 0; guard < R; ++guard) {
      const unsigned wanted = support;
      const int count = solve_support(t);
      if (support != wanted) return exchange(before, k, t);
      double step = 1.0;
      for (int a = 0; a < count; ++a) {
        const double old = lambda[members_[a]];
        if (solution_[a] <= 0.0) step = std::min(step, old / (old - solution_[a]));
      }
      if (step >= 1.0) {
        write_solution();
        return true;
      }
      for (int a = 0; a < count; ++a) {
        double& value = lambda[members_[a]];
        const bool leaves = solution_[a] <= 0.0 && value / (value - solution_[a]) <= step;
        value += step * (solution_[a] - value);
        if (leaves || value <= 0.0) {
          value = 0.0;
          support &= ~(1u << members_[a]);
        }
      }
    }
    return false;
  }

  // `k` depends on the support: it replaces the vertex it makes superfluous, the best choice by
  // value.
  bool exchange(unsigned before, int k, const double (&t)[R]) {
    double best = 0.0;
    for (int l = 0; l < R; ++l) best += lambda[l] * t[l];
    unsigned best_support = 0;
    double best_lambda[R];
    std::copy(lambda, lambda + R, best_lambda);
    for (int l = 0; l < R; ++l) {
      if (!(before >> l & 1u)) continue;
      support = (before & ~(1u << l)) | 1u << k;
      start(t);
      double value = 0.0;
      for (int m = 0; m < R; ++m) value += lambda[m] * t[m];
      if (value > best * (1.0 + 1e-15)) {
        best = value;
        best_support = support;
        std::copy(lambda, lambda + R, best_lambda);
      }
    }
    support = best_support ? best_support : before;
    std::copy(best_lambda, best_lambda + R, lambda);
    return best_support != 0;
  }

  double inverse_pivot_[R];
};

}  // namespace convexrelu
