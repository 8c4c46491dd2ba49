// Between the blocks of convex programs and networks, both ways.
#pragma once

#include "cone.h"
#include "network.h"
#include "problem.h"

namespace convexrelu {

// One-vs-all: output k is the program problems[k] at blocks[k]. A block u with its sign becomes a
// neuron w = u/√‖u‖, a = ±√‖u‖ that feeds output k alone. `bias`: the last coordinate of a block is
// the weight of the bias column.
Network recover(const std::vector<const Problem*>& problems,
                const std::vector<const Blocks*>& blocks, bool bias);

// The blocks of a program nearest to what a network does for output k: each neuron goes to the
// pattern that agrees with it on most samples, and with cones is projected onto that cone. X is
// n×d without bias column.
Blocks blocks_of(const Problem& problem, const Network& network, Index output, bool bias,
                 const RowMajorMatrix& X);

}  // namespace convexrelu
