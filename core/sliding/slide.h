// Moving all atoms along a Newton direction.
//
// The objective is smooth only as long as no score changes its sign. follow_arcs() lets every atom
// respond by itself to what the step predicts for the others: it stops at, and then slides along,
// the kinks where its own slope turns. search_line() moves all atoms together and stops where the
// objective stops falling; it cannot fail to find a decrease.
#pragma once

#include "sliding/atom.h"
#include "sliding/smooth_loss.h"

namespace convexrelu {

struct Step {
  std::vector<Vector> direction;  // of every atom, whitened coordinates
  std::vector<double> stiffness;  // d·H_jj d of every atom by itself
  std::vector<double> slope;      // force·d of every atom: its first order decrease
  Vector nu_change;               // predicted change of ν by the full step
  double decrease = 0.0;          // Σ slope
};

// Σ_j s_j (p_j)_+
Vector predictions(const std::vector<Atom>& atoms, Index n);
double penalty(const std::vector<Atom>& atoms, double beta);

// The atoms after a step of length `length` in (0, 1]; vanished atoms are left out.
std::vector<Atom> follow_arcs(const RowSpace& space, const std::vector<Atom>& atoms,
                              const Step& step, const Vector& nu, double length);

// The atoms after the joint line search, with the length of the step in `length`.
std::vector<Atom> search_line(const RowSpace& space, const SmoothLoss& loss, double beta,
                              const std::vector<Atom>& atoms, const Step& step, double& length);

}  // namespace convexrelu
