#include "rough_split.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace convexrelu {
namespace {

// Rows of the short list, beside the rank.
constexpr Index kShortest = 16;
// A row counts as violated beyond this much of the point's norm.
constexpr double kViolation = 1e-13;
// And a split as feasible up to this much of its norm.
constexpr double kFeasible = 1e-12;
constexpr Index kRounds = 40;
// An anchor this much longer than u is none.
constexpr double kTooFar = 1e12;
// How far from the least point of the way to the anchor the next anchor stays off the boundary.
constexpr double kInside = 0.1;

}  // namespace

RoughSplitter::RoughSplitter(const Matrix& Z, const PatternSet& patterns)
    : Z_(Z), patterns_(patterns), scales_(Z.rowwise().stableNorm()), least_(Z.cols()) {
  for (double& scale : scales_) {
    scale = scale > std::numeric_limits<double>::min() ? 1.0 / scale : 0.0;
  }
}

// The signed scores and the first anchor. False if `inside` is not, or u or −u lies in K.
bool RoughSplitter::begin(const Vector& u, Index pattern, const Vector& inside) {
  const Index n = Z_.rows();
  u_ = u;
  along_.noalias() = Z_ * u;
  anchor_scores_.noalias() = Z_ * inside;
  signs_.resize(n);
  offsets_.resize(n);
  const std::uint64_t* words = patterns_.words(pattern);
  constexpr double sign_of[] = {-1.0, 1.0};
  double lowest = 0.0, highest = 0.0, outside = 0.0, most = 0.0;
  for (Index i = 0; i < n; ++i) {
    const double sign = scales_[i] > 0.0 ? sign_of[(words[i / 64] >> (i % 64)) & 1u] : 0.0;
    const double along = sign * along_[i], score = sign * anchor_scores_[i];
    const double offset = std::abs(along) / 2;
    signs_[i] = sign;
    along_[i] = along;
    anchor_scores_[i] = score;
    offsets_[i] = offset;
    lowest = std::min(lowest, along);
    highest = std::max(highest, along);
    outside = std::min(outside, score);
    if (offset > most * score) most = offset / score;
  }
  const double length = (1.0 + kInside) * most;
  const bool is_inside = outside == 0.0 && length * inside.norm() < kTooFar * u.norm();
  if (!(lowest < 0.0 && highest > 0.0 && is_inside)) return false;
  anchor_ = length * inside;
  anchor_scores_ *= length;
  return true;
}

// Shortens the list to the rows that ask for most; the least that one of them asks for.
double RoughSplitter::shorten_list() {
  const Index most = kShortest + Z_.cols();
  const auto last = list_.begin() + most - 1;
  std::nth_element(list_.begin(), last, list_.end(), std::greater<>());
  list_.resize(std::size_t(most));
  return list_.back().first;
}

// Puts the rows on the list that ask for most of the way from the least point to the anchor; what
// the first one asks for.
double RoughSplitter::make_list() {
  const auto most = std::size_t(kShortest + Z_.cols());
  double largest = 0.0, least = 0.0;
  list_.clear();
  for (Index i = 0; i < Z_.rows(); ++i) {
    const double missing = offsets_[i] - scores_[i];
    if (missing <= 0.0) continue;
    const double way = std::max(missing, anchor_scores_[i] - scores_[i]);
    if (missing <= least * way) continue;
    list_.emplace_back(missing / way, i);
    largest = std::max(largest, list_.back().first);
    if (list_.size() == 2 * most) least = shorten_list();
  }
  if (list_.size() > most) shorten_list();
  return largest;
}

// Moves the least point until no row of the list is violated, the worst one first. With the weight
// of the fourth root of how far its score moves on the way to the anchor, fewer rows come in that
// have to go again.
bool RoughSplitter::meet_list() {
  const Index r = Z_.cols(), m = Index(list_.size());
  listed_.resize(m, r);
  listed_offsets_.resize(m);
  for (Index k = 0; k < m; ++k) {
    const Index i = list_[std::size_t(k)].second;
    const double way = std::max(offsets_[i], anchor_scores_[i]) - scores_[i];
    const double weight = scales_[i] / std::sqrt(std::sqrt(way * scales_[i]));
    listed_.row(k) = (signs_[i] * weight) * Z_.row(i);
    listed_offsets_[k] = offsets_[i] * weight;
  }
  for (Index step = 0; step < 10 * (r + 2); ++step) {
    missing_ = listed_offsets_;
    missing_.noalias() -= listed_ * least_.point();
    Index worst;
    if (missing_.maxCoeff(&worst) <= kViolation * least_.point().norm()) return true;
    const Index name = list_[std::size_t(worst)].second;
    if (!least_.add(listed_.row(worst).transpose(), listed_offsets_[worst], name)) return false;
  }
  return true;
}

// Takes the point at `share` of the way to the anchor if its split is shorter, and both bounds.
void RoughSplitter::improve(double share, double tolerance, ConeSplit& split) {
  const Vector& t = least_.point();
  point_ = t + share * (anchor_ - t);
  const double norm = (point_ + u_ / 2).norm() + (point_ - u_ / 2).norm();
  if (norm < norm_) {
    norm_ = norm;
    best_ = point_;
  }
  split.lower_bound = std::max(split.lower_bound, 2.0 * least_.lower_bound());
  if (norm_ - split.lower_bound <= tolerance * norm_) return;
  const Vector v = (best_ + u_ / 2).normalized(), w = (best_ - u_ / 2).normalized();
  const double scale = std::max(0.0, (v + w).dot(t) / t.squaredNorm());
  Vector of_v = Vector::Zero(t.size()), of_w = of_v;
  for (Index k = 0; k < least_.size(); ++k) {
    (along_(least_.name(k)) <= 0.0 ? of_v : of_w) +=
        (scale * std::max(0.0, least_.multiplier(k))) * least_.row(k);
  }
  split.lower_bound = std::max(split.lower_bound, split_bound(u_, v, w, of_v, of_w));
}

void RoughSplitter::finish(ConeSplit& split) {
  split.v = best_ + u_ / 2;
  split.w = best_ - u_ / 2;
  split.norm = norm_;
  split.lower_bound = std::min(split.lower_bound, norm_);
  split.projections = 1;
  scores_.noalias() = Z_ * best_;
  const double beyond =
      ((offsets_.array() - signs_.array() * scores_.array()) * scales_.array()).maxCoeff();
  split.violation = std::max(0.0, beyond);
}

bool RoughSplitter::split(const Vector& u, Index pattern, const Vector& inside, double tolerance,
                          ConeSplit& split) {
  if (!begin(u, pattern, inside)) return false;
  split.lower_bound = u.norm();
  norm_ = std::numeric_limits<double>::infinity();
  least_.restart();
  scores_.setZero(Z_.rows());
  make_list();
  for (Index round = 0; round < kRounds; ++round) {
    if (!meet_list()) return false;
    scores_.noalias() = Z_ * least_.point();
    scores_.array() *= signs_.array();
    const double share = make_list();
    improve(share, tolerance, split);
    if (norm_ - split.lower_bound <= tolerance * norm_) {
      finish(split);
      return split.violation <= kFeasible * norm_;
    }
    if (share < kViolation) return false;
    const double next = share + kInside * (1.0 - share);
    anchor_ = least_.point() + next * (anchor_ - least_.point());
    anchor_scores_ = scores_ + next * (anchor_scores_ - scores_);
  }
  return false;
}

}  // namespace convexrelu
