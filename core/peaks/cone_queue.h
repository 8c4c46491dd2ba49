// The cones that wait to be divided.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "peaks/cone_bound.h"

namespace convexrelu {

// Its rows are kept by number: products with the vertices are cheaper to compute again than to
// keep.
template <int R>
struct OpenCone {
  Cone<R> cone;
  Division division;
  unsigned support = 0;
  int sign = 1;
  double upper = 0.0;
  std::vector<std::int32_t> positive, negative;  // rows it cuts, by the sign of their weight
  std::vector<float> theta;                      // tangents of the negative ones

  std::size_t bytes() const {
    return sizeof(*this) + (positive.size() + negative.size()) * sizeof(std::int32_t) +
           theta.size() * sizeof(float);
  }
};

// Largest bound first, so that the bound proven falls all the time; when that needs too much
// memory, depth first below the cone in hand until nothing is left of it.
template <int R>
class ConeQueue {
 public:
  using Pointer = std::unique_ptr<OpenCone<R>>;

  // A cone to be filled and pushed; reuses discarded ones.
  Pointer blank() {
    if (spare_.empty()) return std::make_unique<OpenCone<R>>();
    Pointer cone = std::move(spare_.back());
    spare_.pop_back();
    return cone;
  }

  void discard(Pointer cone) {
    if (spare_.size() < kSpare) spare_.push_back(std::move(cone));
  }

  void push(Pointer cone) {
    bytes_ += cone->bytes();
    if (!deep_.empty() || bytes_ > kMaxBytes) {
      deep_.push_back(std::move(cone));
      return;
    }
    heap_.push_back({cone->upper, serial_++, std::move(cone)});
    std::push_heap(heap_.begin(), heap_.end(), comes_later);
  }

  // The next cone, or nothing.
  Pointer pop() {
    Pointer cone;
    if (!deep_.empty()) {
      cone = std::move(deep_.back());
      deep_.pop_back();
    } else if (!heap_.empty()) {
      std::pop_heap(heap_.begin(), heap_.end(), comes_later);
      cone = std::move(heap_.back().cone);
      heap_.pop_back();
    }
    if (cone) bytes_ -= cone->bytes();
    return cone;
  }

  // 0 if nothing waits.
  double largest_bound() const {
    double largest = heap_.empty() ? 0.0 : heap_.front().upper;
    for (const Pointer& cone : deep_) largest = std::max(largest, cone->upper);
    return largest;
  }

  void clear() {
    heap_.clear();
    deep_.clear();
    bytes_ = 0;
    serial_ = 0;
  }

 private:
  static constexpr std::size_t kMaxBytes = std::size_t(96) << 20;
  static constexpr std::size_t kSpare = 256;

  struct Entry {
    double upper;
    long serial;
    Pointer cone;
  };

  std::vector<Entry> heap_;
  std::vector<Pointer> deep_;
  std::vector<Pointer> spare_;
  std::size_t bytes_ = 0;
  long serial_ = 0;

  // Ties by age, so that the order never depends on addresses.
  static bool comes_later(const Entry& a, const Entry& b) {
    return a.upper < b.upper || (a.upper == b.upper && a.serial > b.serial);
  }
};

}  // namespace convexrelu
