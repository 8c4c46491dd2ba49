#include "memory.h"

#include <algorithm>
#include <cmath>

#include "error.h"
#include "text.h"

namespace convexrelu {
namespace {

constexpr double kMostBytes = 3e9;  // of the 4 GiB that WebAssembly can address
// Orders up to which linear systems are dense, see solvers/newton_system
// and solvers/ridge_system.
constexpr double kLargestFactor = 1500, kDenseDirections = 1 << 22;
constexpr double kLargestRidge = 2000;
constexpr double kTile = 64;         // patterns at a time, see gated_operator
constexpr double kVectors = 40;      // of n numbers, an output
constexpr double kBlockVectors = 8;  // of d numbers, a block
constexpr double kFixed = 16 << 20;  // the program itself, and what the allocator leaves unused

std::string in_gigabytes(double bytes) { return text_of(std::round(bytes / 1e8) / 10.0) + " GB"; }

}  // namespace

double needed_bytes(const TrainingSize& size) {
  const double n = size.samples, d = size.features, c = size.outputs, p = size.patterns;
  const double blocks = (size.cones ? 2 : 1) * p, order = std::min(n, kLargestFactor);
  // As given, with the column of ones, and in coordinates of the row space; while those are found
  // twice more, and later, with cones, rows and columns of length 1 in two places an output.
  const double data = n * d * (3 + std::max(2.0, size.cones ? 4 * c : 0.0));
  const double bits = p * (n / 64 + 2 * d);
  const double products = n * (2 * kTile + 2 * d);
  const double vectors = c * (kVectors * n + kBlockVectors * blocks * d);
  const double directions =
      std::min(std::max(kDenseDirections, n * d), std::min(kLargestFactor, blocks * d) * n);
  // Beside those, and shared by the outputs, the factor of solvers/ridge_system.
  const double free_order = std::min(n, blocks * d);
  const double ridge = size.cones || free_order > kLargestRidge ? 0.0 : free_order;
  const double systems = (5 + c) * order * order + 2 * ridge * ridge + directions;
  return 8 * (data + bits + products + vectors + systems) + kFixed;
}

void check_memory(const TrainingSize& size) {
  const double bytes = needed_bytes(size);
  if (bytes <= kMostBytes) return;
  throw Error("out-of-memory", "about " + in_gigabytes(bytes) + " would be needed for " +
                                   text_of(size.samples) + " samples, " + text_of(size.features) +
                                   " features and " + text_of(size.patterns) +
                                   " patterns, but at most " + in_gigabytes(kMostBytes) +
                                   " can be had: use fewer patterns or samples");
}

}  // namespace convexrelu
