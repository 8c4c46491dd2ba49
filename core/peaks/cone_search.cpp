#include "peaks/cone_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "error.h"
#include "peaks/cone_bound.h"
#include "peaks/cone_division.h"
#include "peaks/cone_queue.h"
#include "peaks/kink_rows.h"
#include "peaks/peak_ascent.h"

namespace convexrelu {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

// By how much, relatively, a proven bound is raised before it is handed out.
constexpr double kMargin = 1e-9;

template <int R>
class ConeSearch : public PeakEngine {
 public:
  explicit ConeSearch(const Matrix& Z) : Z_(Z), kinks_(Z) {
    const Index rows = kinks_.rows().rows();
    for (RowBlock<R>* block :
         {&all_, &parent_positive_, &parent_negative_, &positive_, &negative_}) {
      block->reserve(rows);
    }
    middle_positive_.assign(std::size_t(rows + 2 * kPackWidth), 0.0);
    middle_negative_ = middle_positive_;
  }

  PeakBound search(const Vector& nu, const PeakQuery& query) override;

 private:
  static constexpr double kPeakCosine = 0.995;

  Matrix Z_;
  KinkRows kinks_;

  const Vector* nu_ = nullptr;
  PeakQuery query_;
  ParallelRows::Weights weights_;
  double scale_ = 1.0;     // Σ |ν_i| ‖z_i‖; what follows is in units of it
  double level_ = 0.0;     // what has to be proven
  double best_ = 0.0;      // value of the best peak
  double resolved_ = 0.0;  // largest bound of a cone that was not divided
  double linear_[R] = {};  // coefficients of the linear part of φ
  RowBlock<R> all_;        // the weighted rows, those of positive weight first
  Index positives_ = 0;
  long nodes_ = 0;
  std::size_t detours_left_ = 0;  // ascents that only serve to report more peaks
  PeakList peaks_{0, kPeakCosine};
  ConeQueue<R> queue_;

  RowBlock<R> parent_positive_, parent_negative_;          // of the cone that is divided
  RowBlock<R> positive_, negative_;                        // of the cone that is bounded
  std::vector<double> middle_positive_, middle_negative_;  // the parent's, with the new vertex

  void begin(const Vector& nu, const PeakQuery& query);
  bool out_of_time() const;
  bool open_orthants();
  void open_orthant(int orthant, int sign);
  bool divide_all();
  void halve(const OpenCone<R>& parent);
  void decide_row(const OpenCone<R>& parent);
  void load(const OpenCone<R>& parent);
  void bound(Cone<R> cone, const Products<R>& positive, const Products<R>& negative, Index without,
             const OpenCone<R>& parent);
  void wait(const Cone<R>& cone, const ConeBounder<R>& bounder, double upper, int sign);
  void offer(const double (&direction)[R], double value, int sign);
  void raise_level();
};

template <int R>
PeakBound ConeSearch<R>::search(const Vector& nu, const PeakQuery& query) {
  if (nu.size() != Z_.rows() || !nu.allFinite()) {
    throw invalid_argument("nu must have one finite weight for each of the " +
                           std::to_string(Z_.rows()) + " rows");
  }
  PeakBound result;
  scale_ = kinks_.total(nu);
  if (!(scale_ > 0.0)) return result;
  begin(nu, query);
  result.complete = open_orthants() && divide_all();
  const double rounding = double(nu.size() + 64) * kEpsilon * scale_ + 2.0 * weights_.defect;
  result.upper_bound = std::max(resolved_, best_) * scale_ * (1.0 + kMargin) + rounding;
  result.peaks = peaks_.take();
  result.nodes = nodes_;
  queue_.clear();
  return result;
}

template <int R>
void ConeSearch<R>::begin(const Vector& nu, const PeakQuery& query) {
  nu_ = &nu;
  query_ = query;
  weights_ = kinks_.families().merge(nu);
  best_ = resolved_ = 0.0;
  nodes_ = 0;
  detours_left_ = query.max_peaks;
  peaks_ = PeakList(query.max_peaks, kPeakCosine);
  raise_level();
  const Vector linear = kinks_.rows().transpose() * weights_.linear / scale_;
  std::copy(linear.data(), linear.data() + R, linear_);
  positives_ = weigh_rows(kinks_.rows(), weights_.kinks / scale_, all_);
}

template <int R>
void ConeSearch<R>::raise_level() {
  // Below the rounding of the sum nothing can be told apart.
  const double floor = double(Z_.rows() + 64) * kEpsilon;
  level_ =
      std::max({query_.threshold / scale_, best_ * (1.0 + std::max(query_.slack, 1e-12)), floor});
}

template <int R>
bool ConeSearch<R>::out_of_time() const {
  return (query_.max_nodes > 0 && nodes_ >= query_.max_nodes) ||
         (query_.expired && query_.expired());
}

// Principal axes are the edges of the first cones: all cones then lie in one orthant, where no two
// vectors are at an obtuse angle.
template <int R>
bool ConeSearch<R>::open_orthants() {
  for (int orthant = 0; orthant < 1 << R; ++orthant) {
    if (out_of_time()) {
      resolved_ = 1.0;
      return false;
    }
    open_orthant(orthant, 1);
    open_orthant(orthant, -1);
  }
  return true;
}

template <int R>
void ConeSearch<R>::open_orthant(int orthant, int sign) {
  OpenCone<R> root;
  root.sign = sign;
  root.upper = 1.0;
  for (int k = 0; k < R; ++k) {
    for (int j = 0; j < R; ++j) root.cone.vertex[k][j] = 0.0;
    root.cone.vertex[k][k] = orthant >> k & 1 ? -1.0 : 1.0;
    root.cone.g[k] = sign * linear_[k];
  }
  for (Index i = 0; i < all_.size; ++i) {
    ((i < positives_) == (sign > 0) ? root.positive : root.negative).push_back(all_.id()[i]);
  }
  for (const std::int32_t row : root.negative) {
    double middle = 0.0;
    for (int k = 0; k < R; ++k) middle += root.cone.vertex[k][k] * all_.y(k)[row];
    root.theta.push_back(middle > 0.0 ? 1.0f : 0.0f);
  }
  load(root);
  bound(root.cone, Products<R>(parent_positive_), Products<R>(parent_negative_), -1, root);
}

template <int R>
bool ConeSearch<R>::divide_all() {
  for (long round = 0;; ++round) {
    auto cone = queue_.pop();
    if (!cone) return resolved_ <= level_;
    const bool stop = round % 16 == 0 && out_of_time();
    if (stop || cone->upper <= level_) {
      resolved_ = std::max(resolved_, cone->upper);
      if (stop) {
        resolved_ = std::max(resolved_, queue_.largest_bound());
        return resolved_ <= level_;
      }
    } else if (cone->division.row >= 0) {
      decide_row(*cone);
    } else {
      halve(*cone);
    }
    queue_.discard(std::move(cone));
  }
}

template <int R>
void ConeSearch<R>::load(const OpenCone<R>& parent) {
  load_rows(all_, parent.positive, parent.cone, parent_positive_);
  load_rows(all_, parent.negative, parent.cone, parent_negative_);
  std::copy(parent.theta.begin(), parent.theta.end(), parent_negative_.theta());
}

template <int R>
void ConeSearch<R>::halve(const OpenCone<R>& parent) {
  if (parent.division.first == parent.division.second) {
    resolved_ = std::max(resolved_, parent.upper);
    return;
  }
  load(parent);
  double middle[R];
  divide_edge(parent_positive_, parent_negative_, parent.cone, parent.division,
              kinks_.deviations().data(), middle);
  multiply_rows(parent_positive_, middle, middle_positive_.data());
  multiply_rows(parent_negative_, middle, middle_negative_.data());
  for (const int replaced : {parent.division.first, parent.division.second}) {
    Cone<R> child = parent.cone;
    std::copy(middle, middle + R, child.vertex[replaced]);
    Products<R> positive(parent_positive_), negative(parent_negative_);
    positive.with[replaced] = middle_positive_.data();
    negative.with[replaced] = middle_negative_.data();
    bound(child, positive, negative, -1, parent);
  }
}

template <int R>
void ConeSearch<R>::decide_row(const OpenCone<R>& parent) {
  load(parent);
  const Index row = parent.division.row;
  for (const bool active : {false, true}) {
    Cone<R> child = parent.cone;
    for (int j = 0; j < R && active; ++j) child.g[j] += parent_positive_.y(j)[row];
    bound(child, Products<R>(parent_positive_), Products<R>(parent_negative_), row, parent);
  }
}

template <int R>
void ConeSearch<R>::bound(Cone<R> cone, const Products<R>& positive, const Products<R>& negative,
                          Index without, const OpenCone<R>& parent) {
  ++nodes_;
  keep_cut_rows(parent_positive_, positive, without, 1.0, positive_, cone);
  keep_cut_rows(parent_negative_, negative, -1, -1.0, negative_, cone);
  ConeBounder<R> bounder(cone, positive_, negative_, parent.support);
  const double upper = std::min(parent.upper, bounder.refine(level_));
  if (upper > level_) {
    bounder.describe();
    offer(bounder.direction, bounder.direction_value, parent.sign);
  }
  if (upper > level_) {
    wait(cone, bounder, upper, parent.sign);
  } else {
    resolved_ = std::max(resolved_, upper);
  }
}

template <int R>
void ConeSearch<R>::wait(const Cone<R>& cone, const ConeBounder<R>& bounder, double upper,
                         int sign) {
  auto open = queue_.blank();
  open->cone = cone;
  open->division = bounder.division;
  open->support = bounder.support();
  open->sign = sign;
  open->upper = upper;
  open->positive.assign(positive_.id(), positive_.id() + positive_.size);
  open->negative.assign(negative_.id(), negative_.id() + negative_.size);
  open->theta.assign(negative_.theta(), negative_.theta() + negative_.size);
  queue_.push(std::move(open));
}

// `value` is a lower bound of φ at the direction: worth an ascent if it beats what is known or lies
// on a peak to be reported that is not known.
template <int R>
void ConeSearch<R>::offer(const double (&direction)[R], double value, int sign) {
  const bool raises = value > level_;
  if (!raises && (value * scale_ <= query_.threshold || detours_left_ == 0)) return;
  const Eigen::Map<const Vector> principal(direction, R);
  const Vector u = kinks_.rotation() * principal;
  if (!raises) {
    if (peaks_.covers(u, sign)) return;
    --detours_left_;
  }
  Peak peak = polish(Z_, *nu_, weights_, u, sign);
  best_ = std::max(best_, peak.value / scale_);
  raise_level();
  if (peak.value > query_.threshold) peaks_.insert(std::move(peak));
}

}  // namespace

std::unique_ptr<PeakEngine> make_cone_search(const Matrix& Z) {
  switch (Z.cols()) {
    case 3:
      return std::make_unique<ConeSearch<3>>(Z);
    case 4:
      return std::make_unique<ConeSearch<4>>(Z);
    case 5:
      return std::make_unique<ConeSearch<5>>(Z);
    case 6:
      return std::make_unique<ConeSearch<6>>(Z);
    default:
      throw invalid_argument("the rank must be between 3 and 6, but is " +
                             std::to_string(Z.cols()));
  }
}

}  // namespace convexrelu
