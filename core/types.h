// The few names of linear algebra that every part of the core shares.
#pragma once

#include <Eigen/Core>

namespace convexrelu {

using Index = Eigen::Index;
using Matrix = Eigen::MatrixXd;  // column-major
using Vector = Eigen::VectorXd;
using RowMajorMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace convexrelu
