#include "solvers/face_newton.h"

#include <Eigen/Cholesky>
#include <algorithm>

namespace convexrelu {
namespace {

// Makes up for directions that change nothing, relative to the curvature of the others. Where the
// system is solved through that of the samples it is divided by, and has to be larger.
constexpr double kFloor = 1e-11, kFloorBySamples = 1e-7;
constexpr double kSystemTolerance = 1e-10;
constexpr double kLeastCurvature = 1e-12;  // of a sample, relative to the largest
// Larger systems are left to the method that can iterate.
constexpr Index kMostSamples = 1500;

Index size(const NewtonBlock& block) {
  return block.tangent.size() > 0 ? block.tangent.cols() : block.direction.size();
}

Vector coordinates(const NewtonBlock& block, const Vector& u) {
  return block.tangent.size() > 0 ? Vector(block.tangent.transpose() * u) : u;
}

Vector from_coordinates(const NewtonBlock& block, const Vector& e) {
  return block.tangent.size() > 0 ? Vector(block.tangent * e) : e;
}

}  // namespace

FaceNewton::FaceNewton(const Problem& problem, Blocks blocks, double share)
    : problem_(problem),
      share_(share),
      steps_(problem.data.Z(), problem.data.patterns()),
      points_(problem.data.Z(), problem.data.patterns()),
      at_(std::move(blocks)) {
  project();
}

bool FaceNewton::suits(const Problem& problem) {
  const Matrix zero = Matrix::Zero(problem.y.rows(), problem.outputs());
  return problem.beta > 0.0 && problem.outputs() == 1 && problem.data.samples() <= kMostSamples &&
         problem.regularizer.is_sum_over_blocks() &&
         problem.loss.curvature(zero, problem.y).minCoeff() > 0.0;
}

std::vector<FaceNewton::Face> FaceNewton::faces(const Vector& nu, double step) {
  const double threshold = step * problem_.beta;
  const Matrix G = problem_.data.backward(nu);
  Matrix U = Matrix::Zero(G.rows(), problem_.blocks());
  for (std::size_t k = 0; k < at_.block.size(); ++k) U.col(at_.block[k]) = at_.U.col(Index(k));
  std::vector<Face> result;
  for (Index block = 0; block < problem_.blocks(); ++block) {
    const Index pattern = problem_.pattern(block);
    Vector q = U.col(block) + (step * problem_.sign(block)) * G.col(pattern);
    Matrix tangent;
    if (problem_.cones) {
      const ConeProjection& inside = steps_.project(block, pattern, q, threshold);
      if (inside.norm <= threshold) continue;
      q = inside.point;
      if (!inside.tight.empty()) tangent = steps_.tangent_space(inside.tight);
    }
    Face face{block, problem_.regularizer.prox(q, threshold), {}, 0.0};
    if (face.point.isZero(0.0)) continue;
    face.newton = {problem_.regularizer.derivative(face.point, threshold), pattern};
    if (tangent.size() > 0) face.newton.tangent = std::move(tangent);
    face.curvature = (1.0 - face.newton.shrink) / (face.newton.shrink * step);
    result.push_back(std::move(face));
  }
  return result;
}

// (P − u)/t + AᵀWA (u − P) for the faces. Blocks that vanish count in u.
Matrix FaceNewton::pull(const std::vector<Face>& faces, const Vector& curvature,
                        double step) const {
  Blocks points;
  std::vector<Index> patterns, column(std::size_t(problem_.blocks()), -1);
  points.U.resize(problem_.data.rank(), Index(faces.size()));
  for (std::size_t k = 0; k < faces.size(); ++k) {
    points.U.col(Index(k)) = faces[k].point;
    points.block.push_back(faces[k].block);
    patterns.push_back(faces[k].newton.pattern);
    column[std::size_t(faces[k].block)] = Index(k);
  }
  const Vector moved = predictions(problem_, at_) - predictions(problem_, points);
  Matrix result = problem_.data.backward(curvature.cwiseProduct(moved), patterns);
  for (std::size_t k = 0; k < faces.size(); ++k) {
    result.col(Index(k)) *= problem_.sign(faces[k].block);
  }
  result += points.U / step;
  for (std::size_t k = 0; k < at_.block.size(); ++k) {
    const Index face = column[std::size_t(at_.block[k])];
    if (face >= 0) result.col(face) -= at_.U.col(Index(k)) / step;
  }
  return result;
}

// Through E + GᵀWG itself.
Matrix FaceNewton::solve_by_directions(const std::vector<Face>& faces, const Vector& curvature,
                                       double floor, const Matrix& b) const {
  const Vector root = curvature.cwiseSqrt();
  Index total = 0, at = 0;
  for (const Face& face : faces) total += size(face.newton);
  Matrix G(problem_.data.samples(), total), S = Matrix::Zero(total, total);
  Vector e(total);
  for (std::size_t k = 0; k < faces.size(); ++k) {
    const NewtonBlock& block = faces[k].newton;
    const Index m = size(block);
    const Matrix identity = Matrix::Identity(m, m);
    const Matrix& N = block.tangent.size() > 0 ? block.tangent : identity;
    G.middleCols(at, m) = (problem_.sign(faces[k].block) * root).asDiagonal() *
                          problem_.data.masked(block.pattern, N);
    const Vector along = coordinates(block, block.direction);
    S.block(at, at, m, m) = faces[k].curvature * (identity - along * along.transpose());
    e.segment(at, m) = coordinates(block, b.col(Index(k)));
    at += m;
  }
  S.diagonal().array() += floor;
  S.selfadjointView<Eigen::Lower>().rankUpdate(G.transpose());
  const Eigen::LLT<Eigen::Ref<Matrix>> factor(S);
  factor.solveInPlace(e);
  Matrix result(b.rows(), b.cols());
  at = 0;
  for (std::size_t k = 0; k < faces.size(); ++k) {
    const Index m = size(faces[k].newton);
    result.col(Index(k)) = from_coordinates(faces[k].newton, e.segment(at, m));
    at += m;
  }
  return result;
}

// (E + GᵀWG)⁻¹ = E⁻¹ − E⁻¹Gᵀ (W⁻¹ + GE⁻¹Gᵀ)⁻¹ GE⁻¹, where there are fewer samples than directions.
Matrix FaceNewton::solve_by_samples(const std::vector<Face>& faces, const Vector& curvature,
                                    double floor, const Matrix& b) {
  std::vector<NewtonBlock> blocks;
  std::vector<Index> patterns;
  std::vector<double> signs;
  for (const Face& face : faces) {
    blocks.push_back(face.newton);
    blocks.back().shrink = floor / (face.curvature + floor);
    patterns.push_back(face.newton.pattern);
    signs.push_back(problem_.sign(face.block));
  }
  const auto divide = [&](const Matrix& B) {
    Matrix result(B.rows(), B.cols());
    for (std::size_t k = 0; k < faces.size(); ++k) {
      const NewtonBlock& block = blocks[k];
      const Vector inside = coordinates(block, B.col(Index(k)));
      const Vector along = coordinates(block, block.direction);
      result.col(Index(k)) = from_coordinates(
          block,
          (block.shrink * inside + (1.0 - block.shrink) * along.dot(inside) * along) / floor);
    }
    return result;
  };
  const NewtonSystem system(problem_.data, curvature.cwiseInverse(), 1.0 / floor, blocks);
  const Matrix rest = divide(b);
  const Vector d =
      system.solve(problem_.data.forward(rest, patterns, signs), kSystemTolerance, &factor_);
  Matrix pushed = problem_.data.backward(d, patterns);
  for (std::size_t k = 0; k < faces.size(); ++k) pushed.col(Index(k)) *= signs[k];
  return divide(b - pushed);
}

Matrix FaceNewton::solve(const std::vector<Face>& faces, const Vector& curvature, const Matrix& b) {
  Index total = 0;
  for (const Face& face : faces) total += size(face.newton);
  const double scale =
      curvature.dot(problem_.data.Z().rowwise().squaredNorm()) / double(problem_.data.rank());
  if (total <= problem_.data.samples()) {
    return solve_by_directions(faces, curvature, kFloor * scale, b);
  }
  return solve_by_samples(faces, curvature, kFloorBySamples * scale, b);
}

bool FaceNewton::step() {
  const Vector z = predictions(problem_, at_);
  const double step = share_ * at_.U.colwise().norm().mean() / problem_.beta;
  const std::vector<Face> onto = faces(problem_.loss.dual(z, problem_.y), step);
  if (onto.empty()) return false;
  Vector curvature = problem_.loss.curvature(z, problem_.y);
  curvature = curvature.cwiseMax(kLeastCurvature * curvature.maxCoeff());
  const Matrix e = solve(onto, curvature, pull(onto, curvature, step));
  at_.block.clear();
  at_.U.resize(e.rows(), e.cols());
  for (std::size_t k = 0; k < onto.size(); ++k) {
    at_.block.push_back(onto[k].block);
    at_.U.col(Index(k)) = onto[k].point + e.col(Index(k));
  }
  project();
  return true;
}

void FaceNewton::project() {
  inside_ = at_;
  if (!problem_.cones) return;
  for (std::size_t k = 0; k < at_.block.size(); ++k) {
    inside_.U.col(Index(k)) =
        points_.renew(at_.block[k], problem_.pattern(at_.block[k]), at_.U.col(Index(k)), 0.0).point;
  }
}

}  // namespace convexrelu
