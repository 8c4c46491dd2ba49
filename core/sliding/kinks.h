// When an atom leaves a kink.
//
// `force` is the descent direction of the objective in one atom, over its active rows. Off a kink
// with unit normal e, the kink's own rows join: on the side e·d > 0 with total weight A⁺, on the
// other with A⁻. Writing force = Σ c_e e + (part along the kinks), leaving kink e lowers the
// objective to the first order when c_e + A⁺ > 0 or −c_e + A⁻ > 0.
#pragma once

#include "sliding/atom.h"

namespace convexrelu {

struct Release {
  int position = -1;  // in atom.kinks; −1: none
  int side = 0;       // +1 or −1
  double gain = 0.0;  // first order decrease per unit of distance from the kink
};

// sQᵀ(active ∘ ν) − β ∂‖w‖
Vector force_on(const RowSpace& space, const Atom& atom, const Vector& nu, double beta);

// The kink whose leaving pays most.
Release best_release(const RowSpace& space, const Atom& atom, const Vector& nu,
                     const Vector& force);

void leave_kink(const RowSpace& space, Atom& atom, const Release& release);

}  // namespace convexrelu
