// The upper bound of one cone: linear majorant, its maximum, and the refinement of its tangents.
//
// Rows are weighted beforehand, y = |v| x, and come in two blocks, those with v > 0 and those with
// v < 0: on the cone spanned by the unit vertices V,  φ(Vλ) = g·Vλ + Σ_{v>0} (y·Vλ)_+ − Σ_{v<0}
// (y·Vλ)_+ . For λ >= 0 it is at most t·λ with  t_k = g·v_k + Σ_{v>0} (y·v_k)_+ − Σ_{v<0} θ
// (y·v_k),  any θ in [0, 1].
#pragma once

#include <algorithm>
#include <cmath>

#include "peaks/free_tangents.h"
#include "peaks/min_norm.h"
#include "peaks/row_block.h"

namespace convexrelu {

template <int R>
struct Cone {
  double vertex[R][R];  // vertex[k]: a unit vector; no two of them at an obtuse angle
  double g[R];          // sum of the rows active on the whole cone, the linear part of φ
};

// How a cone is divided if its bound does not suffice.
struct Division {
  int first = 0, second = 0;  // the edge to be divided, none if they are equal …
  Index row = -1;             // … unless this one of the positive rows is decided instead
};

template <int R>
inline double dot(const double (&a)[R], const double (&b)[R]) {
  double value = 0.0;
  for (int j = 0; j < R; ++j) value += a[j] * b[j];
  return value;
}

// How far the chords of the rows that cross edge (k, l) lie above them, up to a factor of two.
template <int R>
inline double chord_gap(const RowBlock<R>& rows, int k, int l) {
  Pack gap = broadcast(0.0);
  for (Index i = 0; i < rows.padded_size(); i += kPackWidth) {
    const Pack a = load_pack(rows.d(k) + i), b = -load_pack(rows.d(l) + i);
    gap += positive_part(min(a, b)) + positive_part(min(-a, -b));
  }
  return sum(gap);
}

template <int R>
class ConeBounder {
 public:
  double direction[R];           // of the majorant's maximum; a unit vector, or zero
  double direction_value = 0.0;  // φ there, a lower bound of the maximum
  Division division;

  // `support` is where the λ of the cone this one came from was positive, or 0.
  ConeBounder(const Cone<R>& cone, const RowBlock<R>& positive, RowBlock<R>& negative,
              unsigned support)
      : cone_(cone), positive_(positive), negative_(negative) {
    program_.support = support;
    program_.set_vertices(cone.vertex);
    for (int j = 0; j < R; ++j) {
      inner_[j] = 0.0;
      for (int k = 0; k < R; ++k) inner_[j] += cone.vertex[k][j];
    }
    // A vertex times the sum of all is at least 1, for no two are at an obtuse angle.
    inner_norm_ = std::sqrt(dot(inner_, inner_));
    for (int k = 0; k < R; ++k) {
      Pack sums = broadcast(0.0);
      const double* d = positive.d(k);
      for (Index i = 0; i < positive.padded_size(); i += kPackWidth) {
        sums += positive_part(load_pack(d + i));
      }
      base_[k] = dot(cone.g, cone.vertex[k]) + sum(sums);
    }
  }

  // Improves the tangents until the bound is at most `level` or cannot become so; returns the
  // bound.
  double refine(double level) {
    double best = evaluate();
    for (int pass = 0; pass < kPasses && best > level && negative_.size > 0; ++pass) {
      sweep_tangents();
      double upper = evaluate();
      if (upper > level && attained() > level) return std::min(best, upper);
      if (upper - level > kSlow * (best - level)) upper = settle_free_tangents(upper);
      const bool stalls = upper - level > kStill * (best - level);
      best = std::min(best, upper);
      if (stalls) break;
    }
    return best;
  }

  unsigned support() const { return program_.support; }

  // Fills the public members, for a cone that has to be divided.
  void describe();

 private:
  static constexpr int kPasses = 200;
  // Shares of the excess over the level left by a pass: more calls for the exact step, or for an
  // end.
  static constexpr double kSlow = 0.8;
  static constexpr double kStill = 0.9999;
  static constexpr double kDecisiveShare = 0.9;
  static constexpr Index kFewRows = 8;
  static constexpr double kIndivisible = 1e-14;  // length of an edge

  const Cone<R>& cone_;
  const RowBlock<R>& positive_;
  RowBlock<R>& negative_;
  MinNorm<R> program_;
  double inner_[R];
  double inner_norm_;
  double base_[R];  // t without the rows of negative weight
  double w_[R];

  double evaluate();
  double attained() const;
  void sweep_tangents();
  double settle_free_tangents(double upper);
  void choose_edge();
  double length(int k, int l) const;
  void choose_longest_edge();
  void weigh_rows(double length);
};

// max t·λ over the cone and the ball is at most ‖w‖ for any w with V'w >= t, so whatever the
// program returned, w plus a multiple of the inner direction gives a bound.
template <int R>
double ConeBounder<R>::evaluate() {
  double t[R];
  for (int k = 0; k < R; ++k) {
    Pack sums = broadcast(0.0);
    const double* d = negative_.d(k);
    const double* theta = negative_.theta();
    for (Index i = 0; i < negative_.padded_size(); i += kPackWidth) {
      sums += load_pack(theta + i) * load_pack(d + i);
    }
    t[k] = base_[k] - sum(sums);
  }
  program_.solve(t);
  for (int j = 0; j < R; ++j) {
    w_[j] = 0.0;
    for (int k = 0; k < R; ++k) w_[j] += program_.lambda[k] * cone_.vertex[k][j];
  }
  double lacking = 0.0;
  for (int k = 0; k < R; ++k) lacking = std::max(lacking, t[k] - dot(w_, cone_.vertex[k]));
  return std::sqrt(dot(w_, w_)) + lacking * inner_norm_;
}

// The majorant with its best tangents, at the direction of w: no tangents give a smaller bound.
template <int R>
double ConeBounder<R>::attained() const {
  double value = 0.0;
  for (int k = 0; k < R; ++k) value += program_.lambda[k] * base_[k];
  Pack removed = broadcast(0.0);
  for (Index i = 0; i < negative_.padded_size(); i += kPackWidth) {
    Pack product = broadcast(0.0);
    for (int k = 0; k < R; ++k) {
      product += broadcast(program_.lambda[k]) * load_pack(negative_.d(k) + i);
    }
    removed += positive_part(product);
  }
  return (value - sum(removed)) / std::sqrt(dot(w_, w_));
}

// Coordinate descent on ‖w‖ over the θ, with the multipliers of λ >= 0 held fixed.
template <int R>
void ConeBounder<R>::sweep_tangents() {
  double* theta = negative_.theta();
  const double* inverse = negative_.inverse_square();
  for (Index i = 0; i < negative_.size; ++i) {
    double product = 0.0;
    for (int j = 0; j < R; ++j) product += w_[j] * negative_.y(j)[i];
    const double wanted = std::clamp(theta[i] + product * inverse[i], 0.0, 1.0);
    const double change = wanted - theta[i];
    if (change == 0.0) continue;
    theta[i] = wanted;
    for (int j = 0; j < R; ++j) w_[j] -= change * negative_.y(j)[i];
  }
}

template <int R>
double ConeBounder<R>::settle_free_tangents(double upper) {
  FreeTangentStep<R> step(cone_.vertex, program_.support, w_, negative_);
  const double settled = evaluate();
  if (settled <= upper) return settled;
  step.undo();
  return evaluate();
}

template <int R>
void ConeBounder<R>::describe() {
  const double length = std::sqrt(dot(w_, w_));
  for (int j = 0; j < R; ++j) direction[j] = length > 0.0 ? w_[j] / length : 0.0;
  choose_edge();
  if (length > 0.0) weigh_rows(length);
}

// The edge whose halving removes the most of the distance between chords and rows, weighted by how
// much the maximum leans on its ends. The floor keeps a maximum at one vertex from hiding every
// edge.
template <int R>
void ConeBounder<R>::choose_edge() {
  const double(&lambda)[R] = program_.lambda;
  const double floor = 0.1 * *std::max_element(lambda, lambda + R);
  double best = -1.0;
  for (int k = 0; k < R; ++k) {
    for (int l = k + 1; l < R; ++l) {
      const double gap = chord_gap(positive_, k, l) + 0.5 * chord_gap(negative_, k, l);
      const double score = gap * std::sqrt((lambda[k] + floor) * (lambda[l] + floor));
      if (score <= best) continue;
      best = score;
      division.first = k;
      division.second = l;
    }
  }
  if (best == 0.0 || length(division.first, division.second) < kIndivisible) choose_longest_edge();
}

template <int R>
double ConeBounder<R>::length(int k, int l) const {
  double square = 0.0;
  for (int j = 0; j < R; ++j) {
    const double difference = cone_.vertex[k][j] - cone_.vertex[l][j];
    square += difference * difference;
  }
  return std::sqrt(square);
}

// Rows that only seem to be cut, by rounding, say nothing about where to divide.
template <int R>
void ConeBounder<R>::choose_longest_edge() {
  double best = kIndivisible;
  division.first = division.second = 0;
  for (int k = 0; k < R; ++k) {
    for (int l = k + 1; l < R; ++l) {
      if (length(k, l) <= best) continue;
      best = length(k, l);
      division.first = k;
      division.second = l;
    }
  }
}

// Where one positive row makes up most of the distance between the majorant and φ at the maximum,
// it is decided: (y·u)_+ = max(0, y·u), so the cone's maximum is the larger of the two without the
// chord.
template <int R>
void ConeBounder<R>::weigh_rows(double length) {
  double all = 0.0, largest = 0.0;
  Index row = -1;
  Pack value = broadcast(0.0);
  for (Index i = 0; i < positive_.padded_size(); i += kPackWidth) {
    Pack above = broadcast(0.0), below = broadcast(0.0);
    for (int k = 0; k < R; ++k) {
      const Pack d = load_pack(positive_.d(k) + i);
      above += broadcast(program_.lambda[k]) * positive_part(d);
      below += broadcast(program_.lambda[k]) * positive_part(-d);
    }
    value += positive_part(above - below);
    const Pack gap = min(above, below);
    all += sum(gap);
    for (int lane = 0; lane < kPackWidth; ++lane) {
      if (gap[lane] <= largest) continue;
      largest = gap[lane];
      row = i + lane;
    }
  }
  for (Index i = 0; i < negative_.padded_size(); i += kPackWidth) {
    Pack product = broadcast(0.0);
    for (int k = 0; k < R; ++k) {
      product += broadcast(program_.lambda[k]) * load_pack(negative_.d(k) + i);
    }
    value -= positive_part(product);
  }
  direction_value = dot(cone_.g, direction) + sum(value) / length;
  if (positive_.size <= kFewRows && largest > kDecisiveShare * all) division.row = row;
}

}  // namespace convexrelu
