// The rows a cone cuts, as a structure of arrays whose loops run over packs of rows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "peaks/packs.h"
#include "types.h"

namespace convexrelu {

// Column k of a block is `stride` apart from column k + 1; rows beyond `size` up to a full pack are
// zero, so that loops need no remainder.
template <int R>
class RowBlock {
 public:
  Index size = 0;

  void reserve(Index rows) {
    stride_ = round_up_to_pack(rows) + kPackWidth;
    numbers_.assign(std::size_t((2 * R + 2) * stride_), 0.0);
    ids_.assign(std::size_t(stride_), 0);
  }

  double* y(int j) { return numbers_.data() + j * stride_; }  // weighted coordinates of the rows
  const double* y(int j) const { return numbers_.data() + j * stride_; }
  double* d(int k) { return y(R + k); }  // their products with the vertices
  const double* d(int k) const { return y(R + k); }
  double* theta() { return y(2 * R); }  // slope of the tangent, for rows of negative weight
  const double* theta() const { return y(2 * R); }
  double* inverse_square() { return y(2 * R + 1); }  // 1 / ‖y‖²
  const double* inverse_square() const { return y(2 * R + 1); }
  std::int32_t* id() { return ids_.data(); }
  const std::int32_t* id() const { return ids_.data(); }

  // Declares the first `rows` rows to be the block.
  void finish(Index rows) {
    size = rows;
    for (int column = 0; column < 2 * R + 2; ++column) {
      for (Index i = size; i < round_up_to_pack(size); ++i) y(column)[i] = 0.0;
    }
  }

  Index padded_size() const { return round_up_to_pack(size); }

 private:
  Index stride_ = 0;
  std::vector<double> numbers_;
  std::vector<std::int32_t> ids_;
};

// out_i = y_i · u for every row.
template <int R>
inline void multiply_rows(const RowBlock<R>& rows, const double (&u)[R], double* out) {
  for (Index i = 0; i < rows.padded_size(); i += kPackWidth) {
    Pack dot = broadcast(u[0]) * load_pack(rows.y(0) + i);
    for (int j = 1; j < R; ++j) dot += broadcast(u[j]) * load_pack(rows.y(j) + i);
    store_pack(out + i, dot);
  }
}

}  // namespace convexrelu
