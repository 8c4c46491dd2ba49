// What a training can record about its network at every certified point, beside objective and
// bound.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "loss.h"
#include "network.h"

namespace convexrelu {

// Samples and what a network should say of them.
struct Samples {
  RowMajorMatrix X;  // n×d without bias column; no rows where there are none
  Matrix Y;          // n×c
};

struct MetricInput {
  const Network& network;
  const Loss& loss;
  const Samples &train, &test;
  double gap;        // between the objective and its lower bound
  double violation;  // of the cone constraints of the program
};

struct MetricRow {
  const char* name;
  const char* doc;
  bool needs_test, needs_classes;
  double (*measure)(const MetricInput&);
};

extern const std::array<MetricRow, 11> kMetrics;

// The rows of these names, in their order; of the name "all" those that there is data for. Throws
// invalid-argument for a name that is unknown or needs what there is not.
std::vector<const MetricRow*> choose_metrics(const std::vector<std::string>& names,
                                             const Samples& train, const Samples& test);

}  // namespace convexrelu
