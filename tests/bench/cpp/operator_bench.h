// How fast the operator of the convex programs is, against Eigen's product of the same shapes.
#pragma once

#include "types.h"

namespace convexrelu::bench {

struct Throughput {  // Gflop/s, counting 2ndp for either product
  double forward = 0, forward_gemm = 0, backward = 0, backward_gemm = 0;
};

// n samples, d features without a bias, p random gates. The best of repeated runs within about
// `seconds` for each of the four.
Throughput measure_operator(Index n, Index d, Index p, double seconds);

}  // namespace convexrelu::bench
