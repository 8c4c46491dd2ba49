#include <algorithm>
#include <cmath>

#include "sliding/slide.h"

namespace convexrelu {
namespace {

struct Crossing {
  double time;
  Index row;
};

// Rows whose score changes its sign along p + t·dp for some t in [0, 1), in order.
void find_crossings(const Atom& atom, const Vector& dp, std::vector<Crossing>& found) {
  found.clear();
  const double* p = atom.p.data();
  const double* a = atom.active.data();
  for (Index i = 0; i < dp.size(); ++i) {
    const double change = dp(i), to = p[i] + change;
    if (a[i] > 0.0 ? to < 0.0 : to > 0.0) found.push_back({-p[i] / change, i});
  }
  std::sort(found.begin(), found.end(), [](const Crossing& a, const Crossing& b) {
    return a.time < b.time || (a.time == b.time && a.row < b.row);
  });
}

// The relative change of the norm along d, and whether d leads the atom into the origin.
bool leads_to_zero(const RowSpace& space, const Atom& atom, const Vector& d) {
  const Vector u = space.stretch.cwiseProduct(atom.w) / atom.norm;
  const Vector v = space.stretch.cwiseProduct(d) / atom.norm;
  const double radial = u.dot(v);
  return radial <= -1.0 && (v - radial * u).norm() < 0.5 * -radial;
}

// One atom on its way. `slope` is its own first order decrease along the rest of the arc.
class Traveller {
 public:
  Traveller(const RowSpace& space, const Atom& atom, const Vector& nu, const Vector& nu_change)
      : space_(space), atom_(atom), nu_(nu), nu_change_(nu_change) {}

  // Follows d, of which the atom by itself would feel `slack` more descent at the end than the
  // step as a whole, and resists with `stiffness`.
  Atom go(Vector d, double slack, double stiffness) {
    double left = 1.0;  // of the arc's time
    for (int legs = 0; legs <= int(space_.rank()); ++legs) {
      const Vector dp = space_.Q * d;
      find_crossings(atom_, dp, crossings_);
      int kink = -1;
      const double stop = find_stop(dp, slack, stiffness, 1.0 - left, left, kink);
      atom_.w += stop * d;
      if (kink < 0) {
        finish(dp, stop);
        break;
      }
      finish(dp, stop);
      atom_.kinks.push_back(kink);
      place(space_, atom_);
      const Matrix B = free_basis(space_, atom_.kinks);
      const Vector projected = B * (B.transpose() * d) * (1.0 - stop);
      const double shrink = projected.squaredNorm() / std::max(d.squaredNorm(), 1e-300);
      d = projected;
      stiffness *= shrink;
      slack *= shrink;
      left *= 1.0 - stop;
      if (shrink == 0.0) break;
    }
    return std::move(atom_);
  }

 private:
  // How far along d to go, and at which kink to stop there (−1: between kinks).
  double find_stop(const Vector& dp, double slack, double stiffness, double start, double left,
                   int& kink) const {
    double change = 0.0;  // of the slope, by the rows crossed
    for (std::size_t k = 0; k < crossings_.size(); ++k) {
      const auto [time, row] = crossings_[k];
      // Between the last crossing and this one the slope falls evenly.
      const double before = slack + stiffness * (1.0 - time) + change;
      if (before <= 0.0 && change < 0.0) {
        return std::clamp(1.0 + (slack + change) / stiffness, 0.0, time);
      }
      const double now = nu_(row) + (start + left * time) * nu_change_(row);
      const double jump = double(atom_.sign) * now * std::abs(dp(row));
      change += jump;
      if (jump < 0.0 && before + jump <= 0.0) {
        const int candidate = space_.kink_of_row[row];
        if (can_add_kink(space_, atom_.kinks, candidate)) {
          kink = candidate;
          return time;
        }
      }
    }
    if (change < 0.0 && slack + change < 0.0) {
      return std::clamp(1.0 + (slack + change) / stiffness, 0.0, 1.0);
    }
    return 1.0;
  }

  // Rows that were crossed change their activity.
  void finish(const Vector&, double stop) {
    for (const auto& [time, row] : crossings_) {
      if (time < stop) atom_.active(row) = 1.0 - atom_.active(row);
    }
    place(space_, atom_);
  }

  const RowSpace& space_;
  Atom atom_;
  const Vector& nu_;
  const Vector& nu_change_;
  std::vector<Crossing> crossings_;
};

}  // namespace

Vector predictions(const std::vector<Atom>& atoms, Index n) {
  Vector z = Vector::Zero(n);
  for (const Atom& atom : atoms) z += double(atom.sign) * atom.p.cwiseMax(0.0);
  return z;
}

double penalty(const std::vector<Atom>& atoms, double beta) {
  double sum = 0.0;
  for (const Atom& atom : atoms) sum += atom.norm;
  return beta * sum;
}

std::vector<Atom> follow_arcs(const RowSpace& space, const std::vector<Atom>& atoms,
                              const Step& step, const Vector& nu, double length) {
  std::vector<Atom> moved;
  moved.reserve(atoms.size());
  const Vector nu_change = length * step.nu_change;
  for (std::size_t j = 0; j < atoms.size(); ++j) {
    const Vector d = length * step.direction[j];
    if (leads_to_zero(space, atoms[j], d)) continue;
    const double slack = length * (1.0 - length) * std::max(0.0, step.slope[j]);
    const double stiffness = std::max(length * length * step.stiffness[j], 1e-300);
    moved.push_back(Traveller(space, atoms[j], nu, nu_change).go(d, slack, stiffness));
  }
  return moved;
}

}  // namespace convexrelu
