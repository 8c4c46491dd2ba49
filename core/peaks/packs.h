// Two doubles that travel together: one register of SSE2 and of WebAssembly's SIMD128. Row loops
// are written with it because neither Eigen nor a plain -O2 build vectorizes reductions there.
#pragma once

#include <cstddef>
#include <cstring>

namespace convexrelu {

constexpr std::ptrdiff_t kPackWidth = 2;

typedef double Pack __attribute__((vector_size(16)));

inline Pack load_pack(const double* from) {
  Pack pack;
  std::memcpy(&pack, from, sizeof pack);
  return pack;
}

inline void store_pack(double* to, Pack pack) { std::memcpy(to, &pack, sizeof pack); }

inline Pack broadcast(double value) { return Pack{value, value}; }

inline double sum(Pack pack) { return pack[0] + pack[1]; }

inline Pack min(Pack a, Pack b) { return a < b ? a : b; }

inline Pack max(Pack a, Pack b) { return a > b ? a : b; }

inline Pack positive_part(Pack a) { return a > Pack{0.0, 0.0} ? a : Pack{0.0, 0.0}; }

inline std::ptrdiff_t round_up_to_pack(std::ptrdiff_t n) {
  return (n + kPackWidth - 1) / kPackWidth * kPackWidth;
}

}  // namespace convexrelu
