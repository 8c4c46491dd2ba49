#include "peaks/peak.h"

#include <algorithm>
#include <utility>

namespace convexrelu {

bool PeakList::covers(const Vector& u, int sign) const {
  return std::any_of(peaks_.begin(), peaks_.end(), [&](const Peak& peak) {
    return peak.sign == sign && peak.u.dot(u) >= distinct_cosine_;
  });
}

bool PeakList::insert(Peak peak) {
  const auto is_close = [&](const Peak& other) {
    return other.sign == peak.sign && other.u.dot(peak.u) >= distinct_cosine_;
  };
  const bool beaten = std::any_of(peaks_.begin(), peaks_.end(), [&](const Peak& other) {
    return is_close(other) && other.value >= peak.value;
  });
  if (beaten) return false;
  peaks_.erase(std::remove_if(peaks_.begin(), peaks_.end(), is_close), peaks_.end());
  const auto place = std::find_if(peaks_.begin(), peaks_.end(),
                                  [&](const Peak& other) { return other.value < peak.value; });
  if (place == peaks_.end() && peaks_.size() >= capacity_) return false;
  peaks_.insert(place, std::move(peak));
  if (peaks_.size() > capacity_) peaks_.pop_back();
  return true;
}

}  // namespace convexrelu
