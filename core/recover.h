// Between what is trained, neurons and blocks of convex programs, and networks.
#pragma once

#include "cone.h"
#include "network.h"
#include "problem.h"
#include "track.h"

namespace convexrelu {

// X with a column of ones behind it where there is a bias, whose weight it is.
Matrix with_bias_column(const RowMajorMatrix& X, bool bias);

// One-vs-all: neurons[k] feed output k alone. A neuron u with its sign becomes w = u/√‖u‖,
// a = ±√‖u‖. `gates`: where Neuron::gate points to, null for networks without gates. `bias`: the
// last coordinate of u is the weight of the bias column. d counts features without it.
Network recover(const std::vector<std::vector<Neuron>>& neurons, Index d, bool bias,
                const RowMajorMatrix* gates);

// The neurons of a ReLU network that feed output k.
std::vector<Neuron> neurons_of(const Network& network, Index output, bool bias);

// Gates with the patterns of a ReLU network's neurons, m×(d+1).
RowMajorMatrix gates_of(const Network& network);

// The blocks of a program nearest to what a network does for its outputs, the first of which is
// output k of the network: each neuron goes to the pattern that agrees with it on most samples, and
// with cones is projected onto that cone. X is n×d without bias column.
Blocks blocks_of(const Problem& problem, const Network& network, Index output, bool bias,
                 const RowMajorMatrix& X);

}  // namespace convexrelu
