#include <algorithm>
#include <cmath>

#include "sliding/slide.h"

namespace convexrelu {
namespace {

struct Crossing {
  double time;
  int atom;
  Index row;
};

// The objective along the joint ray u_j + t d_j.
class Ray {
 public:
  Ray(const RowSpace& space, const SmoothLoss& loss, double beta, const std::vector<Atom>& atoms,
      const std::vector<Vector>& directions)
      : space_(space), loss_(loss), beta_(beta), atoms_(atoms), directions_(directions) {
    changes_.resize(space.Q.rows(), Index(atoms.size()));
    for (std::size_t j = 0; j < atoms.size(); ++j) {
      changes_.col(Index(j)) = space.Q * directions[j];
      for (const int kink : atoms[j].kinks) {
        for (const Index i : space.kinks[kink].rows) changes_(i, Index(j)) = 0.0;
      }
      collect(int(j));
    }
    std::sort(crossings_.begin(), crossings_.end(),
              [](const Crossing& a, const Crossing& b) { return a.time < b.time; });
  }

  const std::vector<Crossing>& crossings() const { return crossings_; }

  // Value at `time`, and the slope there with the activity the rows have at `between`.
  std::pair<double, double> at(double time, double between) const {
    const Index n = space_.Q.rows();
    Vector z = Vector::Zero(n), dz = Vector::Zero(n);
    double value = 0.0, slope = 0.0;
    for (std::size_t j = 0; j < atoms_.size(); ++j) {
      const Atom& atom = atoms_[j];
      const double s = atom.sign;
      for (Index i = 0; i < n; ++i) {
        const double change = changes_(i, Index(j));
        const double score = atom.p(i) + between * change;
        const bool on = score > 0.0 || (score == 0.0 && atom.active(i) > 0.0);
        z(i) += on ? s * (atom.p(i) + time * change) : 0.0;
        dz(i) += on ? s * change : 0.0;
      }
      const Vector v = space_.stretch.cwiseProduct(atom.w + time * directions_[j]);
      const double norm = v.norm();
      value += beta_ * norm;
      slope += beta_ * v.dot(space_.stretch.cwiseProduct(directions_[j])) / std::max(norm, 1e-300);
    }
    const SmoothLoss::Point point = loss_.at(z);
    return {value + point.value, slope - point.nu.dot(dz)};
  }

  double change(const Crossing& crossing) const { return changes_(crossing.row, crossing.atom); }

 private:
  void collect(int j) {
    const Atom& atom = atoms_[j];
    for (Index i = 0; i < changes_.rows(); ++i) {
      const double change = changes_(i, j), to = atom.p(i) + change;
      if (atom.active(i) > 0.0 ? to < 0.0 : to > 0.0) {
        crossings_.push_back({-atom.p(i) / change, j, i});
      }
    }
  }

  const RowSpace& space_;
  const SmoothLoss& loss_;
  const double beta_;
  const std::vector<Atom>& atoms_;
  const std::vector<Vector>& directions_;
  Matrix changes_;
  std::vector<Crossing> crossings_;
};

// Where the ray stops: the time, and the crossing it stops at (−1: between crossings).
struct Stop {
  double time;
  int crossing;
};

// Within an interval without crossings the objective is convex.
double minimize_between(const Ray& ray, double low, double high, double start_value) {
  const double middle = 0.5 * (low + high);
  for (int k = 0; k < 40 && high - low > 1e-12 * high; ++k) {
    const double t = 0.5 * (low + high);
    const auto [value, slope] = ray.at(t, middle);
    (slope >= 0.0 || value > start_value ? high : low) = t;
  }
  return low;
}

Stop find_stop(const Ray& ray, double start_value, double decrease) {
  const std::vector<Crossing>& crossings = ray.crossings();
  const int count = int(crossings.size());
  const auto time = [&](int k) { return k < 0 ? 0.0 : k >= count ? 1.0 : crossings[k].time; };
  const auto middle = [&](int k) { return 0.5 * (time(k - 1) + time(k)); };
  const auto [end_value, end_slope] = ray.at(1.0, middle(count));
  if (end_value <= start_value - 1e-4 * decrease && end_slope <= 0.2 * decrease) return {1.0, -1};
  int low = -1, high = count;  // the ray still falls at `low`, no longer at `high`
  while (high - low > 1) {
    const int k = (low + high) / 2;
    const auto [value, slope] = ray.at(time(k), middle(k));
    (slope >= 0.0 || value > start_value ? high : low) = k;
  }
  if (low >= 0 && ray.at(time(low), middle(high)).second >= 0.0) return {time(low), low};
  return {minimize_between(ray, time(low), time(high), start_value), -1};
}

}  // namespace

std::vector<Atom> search_line(const RowSpace& space, const SmoothLoss& loss, double beta,
                              const std::vector<Atom>& atoms, const Step& step, double& length) {
  const double start = loss.value(predictions(atoms, space.Q.rows())) + penalty(atoms, beta);
  const Ray ray(space, loss, beta, atoms, step.direction);
  const Stop stop = find_stop(ray, start, step.decrease);
  length = stop.time;
  std::vector<Atom> moved = atoms;
  for (std::size_t j = 0; j < moved.size(); ++j) moved[j].w += stop.time * step.direction[j];
  for (const Crossing& crossing : ray.crossings()) {
    Atom& atom = moved[crossing.atom];
    if (crossing.time < stop.time) atom.active(crossing.row) = 1.0 - atom.active(crossing.row);
  }
  if (stop.crossing >= 0) {
    const Crossing& hit = ray.crossings()[stop.crossing];
    const int kink = space.kink_of_row[hit.row];
    if (can_add_kink(space, moved[hit.atom].kinks, kink)) moved[hit.atom].kinks.push_back(kink);
  }
  for (Atom& atom : moved) place(space, atom);
  return moved;
}

}  // namespace convexrelu
