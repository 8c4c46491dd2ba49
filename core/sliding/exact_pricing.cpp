#include "sliding/exact_pricing.h"

#include <limits>

#include "peaks/peak_search.h"

namespace convexrelu {

struct ExactPricing::Search {
  explicit Search(const Matrix& Z) : engine(Z) {}

  PeakSearch engine;
  Vector nu;
  PeakQuery query;
  PeakBound result;
};

ExactPricing::ExactPricing(const RowSpace& space) : space_(space) {
  if (space.rank() >= 1 && space.rank() <= PeakSearch::kMaxRank) {
    search_ = std::make_unique<Search>(space.reduced);
  }
}

ExactPricing::~ExactPricing() = default;

void ExactPricing::start(const Vector& nu, double threshold, double slack, long cones) {
  if (!search_) return;
  search_->nu = nu;
  search_->query = {};
  search_->query.threshold = threshold;
  search_->query.slack = slack;
  search_->query.max_peaks = 64;
  search_->query.max_nodes = cones;
  search_->query.expired = expired_;
}

bool ExactPricing::advance() {
  if (search_) search_->result = search_->engine.search(search_->nu, search_->query);
  return true;
}

double ExactPricing::bound() const {
  if (search_) return search_->result.upper_bound;
  // Without rows there is nothing to bound; beyond the largest rank nothing is known.
  return space_.rank() == 0 ? 0.0 : std::numeric_limits<double>::infinity();
}

bool ExactPricing::complete() const { return !search_ || search_->result.complete; }

std::vector<Candidate> ExactPricing::peaks() const {
  std::vector<Candidate> found;
  if (!search_) return found;
  for (const Peak& peak : search_->result.peaks) {
    found.push_back({peak.u.cwiseQuotient(space_.stretch), peak.sign, peak.value});
  }
  return found;
}

}  // namespace convexrelu
