#include "session.h"

#include "arrangement.h"
#include "data_checks.h"
#include "error.h"
#include "memory.h"
#include "pattern_source.h"
#include "recover.h"
#include "table.h"

namespace convexrelu {
namespace {

// Where 'auto' is exact: a wider net than the sizes that close within a second or so.
constexpr Index kMostAutoSamples = 300, kMostAutoColumns = 64, kLargestAutoRank = 3;
// Patterns are added while they could lower the objective by about this fraction.
constexpr double kWorthAdding = 1e-2;

bool fits(const Matrix* dual, const Matrix& Y) {
  return dual && dual->rows() == Y.rows() && dual->cols() == Y.cols();
}

// Patterns that would go unread are mistakes.
void check_patterns_of(const FormulationRow& formulation, const PatternOptions& patterns) {
  if (!formulation.always_on || patterns.kind == "auto") return;
  throw invalid_argument(
      "patterns must be 'auto' for formulation '" + std::string(formulation.name) +
      "', whose only pattern is that of all samples, but is '" + patterns.kind + "'");
}

Vector stacked(const Matrix& A) { return Eigen::Map<const Vector>(A.data(), A.size()); }

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
  check_patterns_of(formulation(), options_.patterns);
  loss_ = find_row(kLosses, "loss", options_.loss).make();
  regularizer_ = make_regularizer(options_);
  check_targets(*loss_, options_.loss, Y_);
  metrics_ = read_metrics();
  augmented_ = without_tiny(with_bias_column(X_, options_.bias));  // patterns are those of X itself
  run(wants_exact() ? make_exact_tracks(initial, dual) : make_program_tracks(initial, dual));
}

void Session::run(Tracks tracks) {
  const Limits limits{options_.tolerance, options_.max_iterations, options_.time_limit};
  Run::Measure measure;
  if (!metrics_.empty()) measure = [this](const Run& run) { return measure_metrics(run); };
  run_ = std::make_unique<Run>(std::move(tracks), limits, std::move(measure));
}

void Session::set_beta(double beta) {
  Options next = options_;
  next.beta = beta;
  check(next);
  if (programs_.empty() && beta == 0.0) throw invalid_argument("patterns 'exact' needs beta > 0");
  options_.beta = beta;
  if (programs_.empty()) {
    const Result known = result();
    return run(make_exact_tracks(&known.network, &known.dual));
  }
  for (ProgramTrack* track : programs_) track->set_beta(beta);
  run(run_->release());
}

const FormulationRow& Session::formulation() const {
  return find_row(kFormulations, "formulation", options_.formulation);
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
  if (loss_->couples_outputs()) obstacle = "a loss that is a sum over the outputs";
  if (options_.solver != "auto" && options_.solver != ExactTrack::kName) {
    obstacle = "solver 'auto' or '" + std::string(ExactTrack::kName) + "'";
  }
  if (!obstacle.empty()) {
    if (exact) throw invalid_argument("patterns 'exact' needs " + obstacle);
    return false;
  }
  if (!exact && (X_.rows() > kMostAutoSamples || X_.cols() > kMostAutoColumns)) return false;
  const RowSpace space(augmented_);
  const Index rank = space.rank();
  if (exact && rank > kLargestExactRank) {
    throw invalid_argument("patterns 'exact' needs data of rank " +
                           std::to_string(kLargestExactRank) + " at most, but X" +
                           (options_.bias ? " with its column of ones" : "") + " has rank " +
                           std::to_string(rank));
  }
  if (exact && !space.is_comparable()) {
    throw invalid_argument(
        "patterns 'exact' needs data of comparable size in all directions, within 1e14: scale the "
        "columns of X");
  }
  return exact || (rank <= kLargestAutoRank && space.is_comparable());
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
  const bool cones = formulation().cones, always_on = formulation().always_on;
  if (options_.patterns.kind == "auto") {
    options_.patterns.kind = always_on ? kAlwaysOn : "sampled";
  }
  if (always_on) all_patterns_ = 1.0;
  const double gates = always_on                           ? 1.0
                       : options_.patterns.kind == "given" ? double(options_.patterns.gates.rows())
                                                           : options_.patterns.count;
  check_memory({double(X_.rows()), double(X_.cols() + 1), double(Y_.cols()), gates, cones});
  data_ = std::make_unique<GatedOperator>(
      augmented_, make_patterns(options_, X_),
      regularizer_->is_rotation_invariant() ? Coordinates::row_space : Coordinates::features);
  const bool priced = options_.patterns.kind == "sampled" && options_.patterns.priced && cones;
  // A network to start from lies in the cones of its own patterns.
  if (priced && initial) data_->add_patterns(X_, gates_of(*initial));
  sampled_ = data_->count();
  Tracks tracks;
  const auto factors = std::make_shared<RidgeCache>();
  const Index together = loss_->couples_outputs() ? Y_.cols() : 1;  // outputs a program has
  for (Index k = 0; k < Y_.cols(); k += together) {
    const Problem problem{*data_, *loss_,        *regularizer_,
                          cones,  options_.beta, Y_.middleCols(k, together)};
    Start start;
    start.blocks.U.resize(data_->rank(), 0);
    if (initial) start.blocks = blocks_of(problem, *initial, k, options_.bias, X_);
    if (fits(dual, Y_)) start.nu = stacked(dual->middleCols(k, together));
    auto track = std::make_unique<ProgramTrack>(problem, options_.solver, options_.tolerance, start,
                                                factors);
    programs_.push_back(track.get());
    tracks.push_back(std::move(track));
  }
  if (priced) {
    search_.emplace(std::uint64_t(options_.patterns.seed.value_or(options_.seed)));
    // First those that decide from which beta on the zero network is optimal.
    const Matrix nu = loss_->dual(Matrix::Zero(Y_.rows(), Y_.cols()), Y_);
    for (Index k = 0; k < Y_.cols(); ++k) {
      const double known = programs_[std::size_t(k / together)]->beta_max();
      add_patterns(nu.col(k), Matrix(data_->rank(), 0), known);
    }
    for (ProgramTrack* track : programs_) {
      track->improve_with([this](const Vector& nu, const Matrix& blocks) {
        return add_patterns(nu, blocks, options_.beta * (1.0 + kWorthAdding));
      });
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
      proofs.output.push_back(double(Index(k) * problem.outputs() + problem.output(proof.block)));
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

Network Session::network_of(const Run& run) const {
  std::vector<std::vector<Neuron>> neurons(std::size_t(Y_.cols()));  // of each output
  Index first = 0;                                                   // output of the track
  for (const auto& track : run.tracks()) {
    for (Neuron& neuron : track->neurons()) {
      neurons[std::size_t(first + neuron.output)].push_back(std::move(neuron));
    }
    first += track->dual().size() / Y_.rows();
  }
  const bool gated = !formulation().cones && !formulation().always_on;
  Network network =
      recover(neurons, X_.cols(), options_.bias, gated ? &data_->patterns().gates() : nullptr);
  network.linear = formulation().always_on;
  return network;
}

std::vector<const MetricRow*> Session::read_metrics() {
  if (options_.metrics.empty()) {
    if (options_.validation_X.rows() == 0) return {};
    throw invalid_argument("validation is for metrics, and the option metrics names none");
  }
  train_ = {X_, Y_};
  test_ = {options_.validation_X, options_.validation_Y};
  check_magnitude("validation.X", test_.X);
  check_magnitude("validation.Y", test_.Y);
  if (test_.X.rows() > 0) check_targets(*loss_, options_.loss, test_.Y);
  return choose_metrics(options_.metrics, train_, test_);
}

std::vector<double> Session::measure_metrics(const Run& run) const {
  double violation = 0.0;
  for (const ProgramTrack* track : programs_) violation = std::max(violation, track->violation());
  const double gap = std::max(0.0, run.objective() - run.lower_bound());
  const Network network = network_of(run);
  const MetricInput input{network, *loss_, train_, test_, gap, violation};
  std::vector<double> values;
  for (const MetricRow* row : metrics_) values.push_back(row->measure(input));
  return values;
}

Result Session::result() const {
  Result result;
  result.global = programs_.empty();
  result.dual.resize(Y_.rows(), Y_.cols());
  Index first = 0;  // output of the track
  for (const auto& track : run_->tracks()) {
    const Vector& nu = track->dual();
    const Index outputs = nu.size() / Y_.rows();
    result.dual.middleCols(first, outputs) =
        Eigen::Map<const Matrix>(nu.data(), Y_.rows(), outputs);
    first += outputs;
  }
  if (data_) result.gates = data_->patterns().gates();
  if (data_ && formulation().cones) result.cones = cone_proofs();
  result.network = network_of(*run_);
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
