#include "session.h"

#include <cmath>
#include <cstdio>

#include "arrangement.h"
#include "error.h"
#include "memory.h"
#include "pattern_source.h"
#include "recover.h"
#include "table.h"

namespace convexrelu {
namespace {

constexpr double kLargestNumber = 1e100;
// Where 'auto' is exact: a wider net than the sizes that close within a second or so.
constexpr Index kMostAutoSamples = 300, kMostAutoColumns = 64, kLargestAutoRank = 3;
// Patterns are added while they could lower the objective by about this fraction.
constexpr double kWorthAdding = 1e-2;

void check_targets(const Loss& loss, const std::string& name, const Matrix& Y) {
  if (!loss.needs_signs()) return;
  for (Index i = 0; i < Y.rows(); ++i) {
    for (Index k = 0; k < Y.cols(); ++k) {
      if (Y(i, k) == 1.0 || Y(i, k) == -1.0) continue;
      char value[32];
      std::snprintf(value, sizeof value, "%.10g", Y(i, k));
      throw invalid_argument("Y must hold only -1 and 1 for loss '" + name + "', but row " +
                             std::to_string(i) + ", column " + std::to_string(k) + " is " + value);
    }
  }
}

// Squares of larger numbers overflow.
void check_magnitude(const char* name, const RowMajorMatrix& A) {
  for (Index i = 0; i < A.rows(); ++i) {
    for (Index k = 0; k < A.cols(); ++k) {
      if (std::abs(A(i, k)) <= kLargestNumber) continue;
      char value[32];
      std::snprintf(value, sizeof value, "%.10g", A(i, k));
      throw invalid_argument(std::string(name) +
                             " must hold numbers of size 1e100 at most, but row " +
                             std::to_string(i) + ", column " + std::to_string(k) + " is " + value);
    }
  }
}

Matrix with_bias(const RowMajorMatrix& X, bool bias) {
  if (!bias) return X;
  Matrix augmented(X.rows(), X.cols() + 1);
  augmented << X, Vector::Ones(X.rows());
  return augmented;
}

bool fits(const Matrix* dual, const Matrix& Y) {
  return dual && dual->rows() == Y.rows() && dual->cols() == Y.cols();
}

std::unique_ptr<Regularizer> make_regularizer(const Options& options) {
  const RegularizerRow& row = find_row(kRegularizers, "regularizer", options.regularizer);
  const std::string reason = row.refuses_cones;
  if (!reason.empty() && find_row(kFormulations, "formulation", options.formulation).cones) {
    throw invalid_argument("regularizer '" + options.regularizer +
                           "' cannot be used with formulation '" + options.formulation +
                           "': " + reason);
  }
  return row.make();
}

}  // namespace

Session::Session(RowMajorMatrix X, RowMajorMatrix Y, Options options, const Network* initial,
                 const Matrix* dual)
    : X_(std::move(X)), Y_(std::move(Y)), options_(std::move(options)) {
  check(options_);
  check_magnitude("X", X_);
  check_magnitude("Y", RowMajorMatrix(Y_));
  find_row(kFormulations, "formulation", options_.formulation);
  loss_ = find_row(kLosses, "loss", options_.loss).make();
  regularizer_ = make_regularizer(options_);
  check_targets(*loss_, options_.loss, Y_);
  augmented_ = with_bias(X_, options_.bias);
  Tracks tracks =
      wants_exact() ? make_exact_tracks(initial, dual) : make_program_tracks(initial, dual);
  const Limits limits{options_.tolerance, options_.max_iterations, options_.time_limit};
  run_ = std::make_unique<Run>(std::move(tracks), limits);
}

// 'exact' is a promise, so what stands against it is an error; 'auto' is exact where that is
// likely to close within seconds.
bool Session::wants_exact() const {
  const bool exact = options_.patterns.kind == "exact";
  if (!exact && options_.patterns.kind != "auto") return false;
  std::string obstacle;
  if (options_.formulation != "relu") obstacle = "formulation 'relu'";
  if (options_.regularizer != "neuron") obstacle = "regularizer 'neuron'";
  if (options_.beta == 0.0) obstacle = "beta > 0";
  if (options_.solver != "auto" && options_.solver != ExactTrack::kName) {
    obstacle = "solver 'auto' or '" + std::string(ExactTrack::kName) + "'";
  }
  if (!obstacle.empty()) {
    if (exact) throw invalid_argument("patterns 'exact' needs " + obstacle);
    return false;
  }
  if (!exact && (X_.rows() > kMostAutoSamples || X_.cols() > kMostAutoColumns)) return false;
  const Index rank = RowSpace(augmented_).rank();
  if (exact && rank > kLargestExactRank) {
    throw invalid_argument("patterns 'exact' needs data of rank " +
                           std::to_string(kLargestExactRank) + " at most, but X" +
                           (options_.bias ? " with its column of ones" : "") + " has rank " +
                           std::to_string(rank));
  }
  return exact || rank <= kLargestAutoRank;
}

Session::Tracks Session::make_exact_tracks(const Network* initial, const Matrix* dual) {
  options_.patterns.kind = "exact";
  all_patterns_ = count_cells(RowSpace(augmented_).reduced);
  // The furthest output within its share of the tolerance means that the sum is within all of it.
  const double share = options_.tolerance / double(Y_.cols());
  Tracks tracks;
  for (Index k = 0; k < Y_.cols(); ++k) {
    auto track = std::make_unique<ExactTrack>(
        augmented_, Y_.col(k), *loss_, options_.beta, share, options_.time_limit,
        initial ? neurons_of(*initial, k, options_.bias) : std::vector<Neuron>(),
        fits(dual, Y_) ? Vector(dual->col(k)) : Vector());
    beta_max_ = std::max(beta_max_, track->beta_max());
    tracks.push_back(std::move(track));
  }
  return tracks;
}

Session::Tracks Session::make_program_tracks(const Network* initial, const Matrix* dual) {
  if (options_.patterns.kind == "auto") options_.patterns.kind = "sampled";
  const FormulationRow& formulation = find_row(kFormulations, "formulation", options_.formulation);
  const double gates = options_.patterns.kind == "given" ? double(options_.patterns.gates.rows())
                                                         : options_.patterns.count;
  check_memory(
      {double(X_.rows()), double(X_.cols() + 1), double(Y_.cols()), gates, formulation.cones});
  data_ = std::make_unique<GatedOperator>(
      augmented_, make_patterns(options_, X_),
      regularizer_->is_rotation_invariant() ? Coordinates::row_space : Coordinates::features);
  const bool priced =
      options_.patterns.kind == "sampled" && options_.patterns.priced && formulation.cones;
  // A network to start from lies in the cones of its own patterns.
  if (priced && initial) data_->add_patterns(X_, gates_of(*initial));
  sampled_ = data_->count();
  Tracks tracks;
  for (Index k = 0; k < Y_.cols(); ++k) {
    const Problem problem{*data_,        *loss_,   *regularizer_, formulation.cones,
                          options_.beta, Y_.col(k)};
    Start start;
    start.blocks.U.resize(data_->rank(), 0);
    if (initial) start.blocks = blocks_of(problem, *initial, k, options_.bias, X_);
    if (fits(dual, Y_)) start.nu = dual->col(k);
    auto track =
        std::make_unique<ProgramTrack>(problem, options_.solver, options_.tolerance, start);
    programs_.push_back(track.get());
    tracks.push_back(std::move(track));
  }
  if (priced) {
    search_.emplace(std::uint64_t(options_.patterns.seed.value_or(options_.seed)));
    // First those that decide from which beta on the zero network is optimal.
    for (Index k = 0; k < Y_.cols(); ++k) {
      const Vector nu = loss_->dual(Matrix::Zero(Y_.rows(), 1), Y_.col(k));
      add_patterns(nu, Matrix(data_->rank(), 0), programs_[std::size_t(k)]->beta_max());
    }
    const double limit = options_.beta * (1.0 + kWorthAdding);
    for (ProgramTrack* track : programs_) {
      track->improve_with(
          [=](const Vector& nu, const Matrix& blocks) { return add_patterns(nu, blocks, limit); });
    }
  }
  for (ProgramTrack* track : programs_) beta_max_ = std::max(beta_max_, track->beta_max());
  return tracks;
}

// Adds patterns of neurons with |νᵀ(Xu)_+| > limit ‖u‖ and says whether there were any.
bool Session::add_patterns(const Vector& nu, const Matrix& blocks, double limit) {
  const RowMajorMatrix found = search_->find(*data_, nu, blocks, limit);
  RowMajorMatrix gates = RowMajorMatrix::Zero(found.rows(), X_.cols() + 1);
  gates.leftCols(found.cols()) = found;
  const Index before = data_->count();
  data_->add_patterns(X_, gates);
  if (data_->count() == before) return false;
  for (ProgramTrack* track : programs_) track->patterns_added();
  return true;
}

Index Session::neurons() const {
  Index sum = 0;
  for (const auto& track : run_->tracks()) sum += track->neuron_count();
  return sum;
}

ConeProofs Session::cone_proofs() const {
  ConeProofs proofs;
  proofs.start.push_back(0);
  for (std::size_t k = 0; k < programs_.size(); ++k) {
    const Problem& problem = programs_[k]->problem();
    for (const Pricing::Proof& proof : programs_[k]->proofs()) {
      proofs.output.push_back(double(k));
      proofs.pattern.push_back(double(problem.pattern(proof.block)));
      proofs.sign.push_back(problem.sign(proof.block));
      for (Index e = 0; e < proof.projection.multipliers.size(); ++e) {
        proofs.row.push_back(double(proof.projection.tight[std::size_t(e)]));
        proofs.value.push_back(proof.projection.multipliers[e]);
      }
      proofs.start.push_back(double(proofs.row.size()));
    }
  }
  return proofs;
}

Result Session::result() const {
  Result result;
  const bool gated = options_.formulation == "gated-relu";
  result.global = programs_.empty();
  std::vector<std::vector<Neuron>> neurons;
  result.dual.resize(Y_.rows(), Y_.cols());
  for (const auto& track : run_->tracks()) {
    result.dual.col(Index(neurons.size())) = track->dual();
    neurons.push_back(track->neurons());
  }
  if (data_) result.gates = data_->patterns().gates();
  if (data_ && !gated) result.cones = cone_proofs();
  result.network = recover(neurons, X_.cols(), options_.bias, gated ? &result.gates : nullptr);
  // The objective is always that of the network handed back.
  result.objective =
      options_.regularizer == "neuron"
          ? objective(result.network, X_, Y_, *loss_, options_.beta)
          : block_objective(result.network, X_, Y_, *loss_, *regularizer_, options_.beta);
  result.lower_bound = std::min(run_->lower_bound(), result.objective);
  result.gap = result.objective - result.lower_bound;
  result.relative_gap = relative_gap(result.objective, result.lower_bound);
  result.status = run_->status();
  result.solver = run_->tracks().front()->solver();
  result.beta_max = beta_max_;
  result.iterations = run_->iterations();
  result.seconds = run_->seconds();
  if (data_) result.priced = data_->count() - sampled_;
  result.patterns = data_ ? data_->count() : result.network.neurons();
  result.all_patterns = all_patterns_;
  return result;
}

}  // namespace convexrelu
