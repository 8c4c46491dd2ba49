// The rows of cones, which of them the parts of a cone cut, and where an edge is best divided.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "peaks/cone_bound.h"
#include "peaks/row_block.h"

namespace convexrelu {

// Multiplies the rows with their weights' sizes: those of positive weight first, whose number is
// returned.
template <int R>
Index weigh_rows(const Matrix& rows, const Vector& weights, RowBlock<R>& weighted) {
  // Rows this small vanish beside the rounding that the bound allows for.
  constexpr double kNegligible = 1e-60;
  Index count = 0, positives = 0;
  for (const double side : {1.0, -1.0}) {
    for (Index i = 0; i < weights.size(); ++i) {
      const double weight = side * weights[i];
      if (!(weight > 0.0)) continue;
      double square = 0.0;
      for (int j = 0; j < R; ++j) {
        const double y = weight * rows(i, j);
        weighted.y(j)[count] = y;
        square += y * y;
      }
      if (square < kNegligible) continue;
      weighted.inverse_square()[count] = 1.0 / square;
      weighted.id()[count] = std::int32_t(count);
      ++count;
    }
    if (side > 0.0) positives = count;
  }
  weighted.finish(count);
  return positives;
}

// Copies the rows of these numbers and multiplies them with the cone's vertices.
template <int R>
void load_rows(const RowBlock<R>& all, const std::vector<std::int32_t>& ids, const Cone<R>& cone,
               RowBlock<R>& block) {
  Index i = 0;
  for (const std::int32_t row : ids) {
    for (int j = 0; j < R; ++j) block.y(j)[i] = all.y(j)[row];
    block.inverse_square()[i] = all.inverse_square()[row];
    block.id()[i] = row;
    ++i;
  }
  block.finish(i);
  for (int k = 0; k < R; ++k) multiply_rows(block, cone.vertex[k], block.d(k));
}

// Where the products of a block's rows with each vertex are.
template <int R>
struct Products {
  const double* with[R];

  explicit Products(const RowBlock<R>& block) {
    for (int k = 0; k < R; ++k) with[k] = block.d(k);
  }
};

// Copies the rows the cone cuts; those active on all of it join its linear part with their weight's
// sign.
template <int R>
void keep_cut_rows(const RowBlock<R>& from, const Products<R>& d, Index without, double weight,
                   RowBlock<R>& to, Cone<R>& cone) {
  const Pack zero = broadcast(0.0), one = broadcast(1.0);
  Index kept = 0;
  Pack active[R];
  for (Pack& sums : active) sums = zero;
  for (Index first = 0; first < from.size; first += kPackWidth) {
    Pack low = load_pack(d.with[0] + first), high = low;
    for (int k = 1; k < R; ++k) {
      const Pack next = load_pack(d.with[k] + first);
      low = min(low, next);
      high = max(high, next);
    }
    const Pack share = low >= zero ? one : zero;
    for (int j = 0; j < R; ++j) active[j] += share * load_pack(from.y(j) + first);
    const auto cut = (low < zero) & (high > zero);
    const Index last = std::min(first + kPackWidth, from.size);
    for (Index i = first; i < last; ++i) {
      if (!cut[i - first] || i == without) continue;
      for (int j = 0; j < R; ++j) to.y(j)[kept] = from.y(j)[i];
      for (int k = 0; k < R; ++k) to.d(k)[kept] = d.with[k][i];
      to.theta()[kept] = from.theta()[i];
      to.inverse_square()[kept] = from.inverse_square()[i];
      to.id()[kept] = from.id()[i];
      ++kept;
    }
  }
  to.finish(kept);
  // The row that is decided is one the cone cuts, hence not among the active ones.
  for (int j = 0; j < R; ++j) cone.g[j] += weight * sum(active[j]);
}

// The sum of the gaps between the rows that cross an edge and their chords, and of the places where
// they cross it, weighted by these gaps. A place is the share of the first end.
struct Crossings {
  double gap = 0.0, place = 0.0;
};

template <int R>
Crossings crossings(const RowBlock<R>& rows, int first, int second) {
  Pack gap = broadcast(0.0), place = broadcast(0.0);
  for (Index i = 0; i < rows.padded_size(); i += kPackWidth) {
    const Pack a = load_pack(rows.d(first) + i), b = -load_pack(rows.d(second) + i);
    // One of the two is zero, both are unless the signs of the products differ.
    const Pack here = positive_part(min(-a, -b)) + positive_part(min(a, b));
    gap += here;
    place += here > broadcast(0.0) ? here * (b / (a + b)) : broadcast(0.0);
  }
  return {sum(gap), sum(place)};
}

// The share of the first end in the new vertex: on average where the crossing rows cross the edge,
// for rows that pass near a vertex are cut by fewer of the parts, but not too close to an end. How
// close is too close is measured between the ends as they are or, where columns differ in scale,
// scaled to equal spread of the data: the kinks may all lie within 1e-12 of one end.
inline double place_vertex(double place, double spread_first, double spread_second) {
  constexpr double kLeast = 0.05;
  if (place >= kLeast && place <= 1.0 - kLeast) return place;
  double first = place * spread_first, second = (1.0 - place) * spread_second;
  const double share = std::clamp(first / (first + second), kLeast, 1.0 - kLeast);
  first = share / spread_first;
  second = (1.0 - share) / spread_second;
  return first / (first + second);
}

template <int R>
double spread(const double (&direction)[R], const double* deviations) {
  double square = 0.0;
  for (int j = 0; j < R; ++j) {
    square += deviations[j] * deviations[j] * direction[j] * direction[j];
  }
  return std::sqrt(square);
}

// The new vertex on the edge that is divided.
template <int R>
void divide_edge(const RowBlock<R>& positive, const RowBlock<R>& negative, const Cone<R>& cone,
                 const Division& division, const double* deviations, double (&middle)[R]) {
  const auto& a = cone.vertex[division.first];
  const auto& b = cone.vertex[division.second];
  const Crossings above = crossings(positive, division.first, division.second);
  const Crossings below = crossings(negative, division.first, division.second);
  const double gap = above.gap + 0.5 * below.gap;
  const double place = gap > 0.0 ? (above.place + 0.5 * below.place) / gap : 0.5;
  const double share = place_vertex(place, spread(a, deviations), spread(b, deviations));
  for (int j = 0; j < R; ++j) middle[j] = share * a[j] + (1.0 - share) * b[j];
  const double length = std::sqrt(dot(middle, middle));
  for (double& value : middle) value /= length;
}

}  // namespace convexrelu
