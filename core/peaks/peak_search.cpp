#include "peaks/peak_search.h"

#include <string>

#include "error.h"
#include "peaks/circle_search.h"
#include "peaks/cone_search.h"

namespace convexrelu {

PeakSearch::PeakSearch(const Matrix& Z) {
  if (!Z.allFinite()) throw invalid_argument("Z must be finite");
  if (Z.cols() < 1 || Z.cols() > kMaxRank) {
    throw invalid_argument("Z must have between 1 and " + std::to_string(kMaxRank) +
                           " columns, but has " + std::to_string(Z.cols()));
  }
  if (Z.cols() == 1) {
    engine_ = make_line_search(Z);
  } else if (Z.cols() == 2) {
    engine_ = make_circle_search(Z);
  } else {
    engine_ = make_cone_search(Z);
  }
}

}  // namespace convexrelu
