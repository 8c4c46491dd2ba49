#include "metrics.h"

#include "table.h"

namespace convexrelu {
namespace {

double data_term(const MetricInput& input, const Samples& samples) {
  return input.loss.value(predict(input.network, samples.X), samples.Y);
}

// The column of the largest entry, with one column 1 where it is positive.
Index class_of(const Matrix& Z, Index i) {
  if (Z.cols() == 1) return Z(i, 0) > 0.0 ? 1 : 0;
  Index best = 0;
  Z.row(i).maxCoeff(&best);
  return best;
}

// One column of −1 and +1, or a 1 in every row and else one lower value, −1 or 0, everywhere.
bool are_classes(const Matrix& Y) {
  if (Y.size() == 0) return true;
  const double low = Y.minCoeff();
  if (!((Y.array() == 1.0) || (Y.array() == low)).all()) return false;
  if (Y.cols() == 1) return low == -1.0 || low == 1.0;
  return (low == -1.0 || low == 0.0) && ((Y.array() == 1.0).rowwise().count() == 1).all();
}

double accuracy(const MetricInput& input, const Samples& samples) {
  const Matrix Z = predict(input.network, samples.X);
  Index right = 0;
  for (Index i = 0; i < Z.rows(); ++i) right += class_of(Z, i) == class_of(samples.Y, i) ? 1 : 0;
  return double(right) / double(Z.rows());
}

// The mean over the outputs of 1 − ‖y − z‖² / ‖y − mean‖²; for constant y 1 if z = y, else 0.
double determination(const MetricInput& input, const Samples& samples) {
  const Matrix Z = predict(input.network, samples.X);
  double sum = 0.0;
  for (Index k = 0; k < Z.cols(); ++k) {
    const Vector y = samples.Y.col(k);
    const double total = (y.array() - y.mean()).square().sum();
    const double rest = (y - Z.col(k)).squaredNorm();
    sum += total > 0.0 ? 1.0 - rest / total : rest == 0.0 ? 1.0 : 0.0;
  }
  return sum / double(Z.cols());
}

double sparsity(const MetricInput& input) {
  const RowMajorMatrix& W1 = input.network.W1;
  return W1.size() == 0 ? 1.0 : double((W1.array() == 0.0).count()) / double(W1.size());
}

bool has(const MetricRow& row, const Samples& train, const Samples& test, std::string& missing) {
  missing.clear();
  if (row.needs_test && test.X.rows() == 0) missing = "the option validation, for samples to test";
  const Samples& samples = row.needs_test ? test : train;
  if (row.needs_classes && !are_classes(samples.Y)) {
    missing = "targets that are classes: -1 and 1, or in several columns one 1 in every row";
  }
  return missing.empty();
}

}  // namespace

const std::array<MetricRow, 11> kMetrics{{
    {"gap", "objective less lower bound", false, false,
     [](const MetricInput& it) { return it.gap; }},
    {"trainLoss", "the data term", false, false,
     [](const MetricInput& it) { return data_term(it, it.train); }},
    {"testLoss", "the data term on the validation samples", true, false,
     [](const MetricInput& it) { return data_term(it, it.test); }},
    {"trainAccuracy", "share of the samples whose class is predicted", false, true,
     [](const MetricInput& it) { return accuracy(it, it.train); }},
    {"testAccuracy", "the same of the validation samples", true, true,
     [](const MetricInput& it) { return accuracy(it, it.test); }},
    {"trainR2", "coefficient of determination, the mean over the outputs", false, false,
     [](const MetricInput& it) { return determination(it, it.train); }},
    {"testR2", "the same of the validation samples", true, false,
     [](const MetricInput& it) { return determination(it, it.test); }},
    {"activeNeurons", "neurons of the network", false, false,
     [](const MetricInput& it) { return double(it.network.neurons()); }},
    {"activeFeatures", "features that a neuron has a weight for", false, false,
     [](const MetricInput& it) {
       return double((it.network.W1.array() != 0.0).colwise().any().count());
     }},
    {"sparsity", "share of zeros among the first layer's weights, 1 without neurons", false, false,
     sparsity},
    {"constraintViolation",
     "how far the program's blocks are outside their cones, the largest score of the wrong sign",
     false, false, [](const MetricInput& it) { return it.violation; }},
}};

std::vector<const MetricRow*> choose_metrics(const std::vector<std::string>& names,
                                             const Samples& train, const Samples& test) {
  std::vector<const MetricRow*> rows;
  std::string missing;
  if (names.size() == 1 && names[0] == "all") {
    for (const MetricRow& row : kMetrics) {
      if (has(row, train, test, missing)) rows.push_back(&row);
    }
    return rows;
  }
  for (const std::string& name : names) {
    const MetricRow& row = find_row(kMetrics, "metrics", name);
    if (!has(row, train, test, missing)) {
      throw invalid_argument("metrics '" + name + "' needs " + missing);
    }
    rows.push_back(&row);
  }
  return rows;
}

}  // namespace convexrelu
