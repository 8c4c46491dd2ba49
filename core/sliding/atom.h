// A neuron of the solver: a free vector that may lie on kinks.
//
// The activity of each row is kept explicitly, because at a score of exactly zero it is a choice.
// Rows of the kinks an atom lies on are inactive; the rules in kinks.h decide when it leaves one.
#pragma once

#include <vector>

#include "sliding/row_space.h"

namespace convexrelu {

struct Atom {
  int sign = 1;
  Vector w;                // whitened coordinates
  std::vector<int> kinks;  // it slides along these; independent, fewer than the rank
  Vector p;                // scores Q w, exactly 0 on the rows of its kinks
  Vector active;           // 1 where the row is active, else 0
  double norm = 0.0;
};

// An orthonormal basis of the directions that keep the atom on its kinks.
Matrix free_basis(const RowSpace& space, const std::vector<int>& kinks);

// Whether `kink` is independent of `kinks`, with room to move left. Rows of zeros have none (−1).
bool can_add_kink(const RowSpace& space, const std::vector<int>& kinks, int kink);

// Recomputes everything from w and kinks; w is moved onto the kinks first. Rows with a score of
// zero keep the activity they had.
void place(const RowSpace& space, Atom& atom);

// The kinks through w, as far as they are independent.
std::vector<int> kinks_through(const RowSpace& space, const Vector& w);

}  // namespace convexrelu
