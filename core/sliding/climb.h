// From any neuron to a local maximum of sν ᵀ(Xu)_+ / ‖u‖ for a fixed ν, over and along the kinks.
#pragma once

#include "sliding/atom.h"

namespace convexrelu {

// Moves the atom uphill; afterwards its norm is 1. Returns the height reached. Peaks on kinks are
// met exactly.
double climb(const RowSpace& space, const Vector& nu, Atom& atom, int limit = 60);

}  // namespace convexrelu
