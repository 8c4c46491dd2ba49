#include "pattern_search.h"

#include "peaks/peak_ascent.h"

namespace convexrelu {
namespace {

constexpr Index kStarts = 60;
constexpr std::size_t kMostPeaks = 20;
constexpr double kPerturbation = 0.3;  // of a start near a block of the solution, relative

}  // namespace

RowMajorMatrix PatternSearch::find(const GatedOperator& data, const Vector& nu,
                                   const Matrix& blocks, double limit) {
  const Index r = data.rank(), near = std::min<Index>(blocks.cols(), kStarts / 3);
  Matrix starts(r, blocks.cols() + kStarts);
  starts.leftCols(blocks.cols()) = blocks;
  for (Index k = 0; k < kStarts; ++k) {
    auto start = starts.col(blocks.cols() + k);
    for (Index i = 0; i < r; ++i) start[i] = random_.normal();
    if (k >= near) continue;
    const Index block = Index(random_.uniform() * double(blocks.cols()));
    const double size = kPerturbation / std::sqrt(double(r)) * blocks.col(block).norm();
    start = blocks.col(block) + size * Vector(start);
  }
  AscentOptions options;
  options.threshold = limit;
  options.max_peaks = kMostPeaks;
  const std::vector<Peak> peaks = ascend(data.Z(), nu, starts, options);
  RowMajorMatrix gates(Index(peaks.size()), data.V().rows());
  for (std::size_t k = 0; k < peaks.size(); ++k) {
    gates.row(Index(k)) = (data.V() * peaks[k].u).transpose();
  }
  return gates;
}

}  // namespace convexrelu
