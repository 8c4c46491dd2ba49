#include "sliding/kinks.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

namespace convexrelu {

Vector force_on(const RowSpace& space, const Atom& atom, const Vector& nu, double beta) {
  const Vector pull = space.Q.transpose() * atom.active.cwiseProduct(nu);
  const Vector drag = space.stretch.cwiseAbs2().cwiseProduct(atom.w) * (beta / atom.norm);
  return double(atom.sign) * pull - drag;
}

Release best_release(const RowSpace& space, const Atom& atom, const Vector& nu,
                     const Vector& force) {
  Release best;
  const Index count = Index(atom.kinks.size());
  if (count == 0) return best;
  Matrix normals(space.rank(), count);
  for (Index k = 0; k < count; ++k) normals.col(k) = space.kinks[atom.kinks[k]].normal;
  const Matrix gram = normals.transpose() * normals;
  const Vector c = gram.ldlt().solve(normals.transpose() * force);
  const Matrix inverse = gram.ldlt().solve(Matrix::Identity(count, count));
  for (Index k = 0; k < count; ++k) {
    const Kink& kink = space.kinks[atom.kinks[k]];
    double above = c(k), below = -c(k);
    for (std::size_t e = 0; e < kink.rows.size(); ++e) {
      const double weight = atom.sign * nu(kink.rows[e]) * kink.ratio[e];
      if (kink.ratio[e] > 0) {
        above += weight;
      } else {
        below -= weight;
      }
    }
    // Moving off this kink alone by a unit of e·d takes a step of length √inverse(k, k).
    const double gain = std::max(above, below) / std::sqrt(inverse(k, k));
    if (gain > best.gain) best = {int(k), above > below ? 1 : -1, gain};
  }
  return best;
}

void leave_kink(const RowSpace& space, Atom& atom, const Release& release) {
  const Kink& kink = space.kinks[atom.kinks[release.position]];
  for (std::size_t e = 0; e < kink.rows.size(); ++e) {
    atom.active(kink.rows[e]) = kink.ratio[e] * release.side > 0 ? 1.0 : 0.0;
  }
  atom.kinks.erase(atom.kinks.begin() + release.position);
}

}  // namespace convexrelu
