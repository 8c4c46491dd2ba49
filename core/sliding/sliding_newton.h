// The exact engine: two-layer ReLU networks trained to a certified global optimum.
//
//     min over neurons u_j, signs s_j   f( Σ_j s_j (X u_j)_+ ) + β Σ_j ‖u_j‖
//
// Column generation with moving columns: Newton's method moves the neurons there are, pricing
// adds those that are missing, and an upper bound of max |νᵀ(Xu)_+| over every neuron that can
// exist turns ν into a lower bound of the optimum.
#pragma once

#include <functional>
#include <limits>
#include <memory>

#include "sliding/exact_pricing.h"
#include "sliding/newton.h"

namespace convexrelu {

struct SlidingNeuron {
  Vector u;  // in the columns of X
  int sign = 1;
  std::vector<Index> rows;  // data rows on whose kinks the neuron lies
};

class SlidingNewton {
 public:
  // X is n×d with its bias column already in; y has n entries. All must outlive the solver.
  SlidingNewton(const Matrix& X, const Vector& y, const Loss& loss, double beta);

  // Starts from these neurons. Their rows may have moved: neurons follow their kinks.
  void warm_start(const std::vector<SlidingNeuron>& neurons);
  // A point of the dual to start bounding and pricing from, e.g. of the earlier solution.
  void warm_start_dual(const Vector& nu);

  // A bounded piece of work: one Newton iteration or one slice of pricing.
  void step();

  // Whether the certified relative gap has reached `tolerance`. Set it before the first step:
  // the solver aims at it.
  void set_tolerance(double tolerance) { tolerance_ = tolerance; }
  // A proof under way is broken off when this says so; asked now and then.
  void set_expired(std::function<bool()> expired) { exact_.set_expired(std::move(expired)); }
  bool finished() const { return relative_gap() <= tolerance_; }
  // Nothing the solver knows improves objective or bound any more.
  bool stalled() const { return stalled_; }

  // Of the best network met, evaluated with the true ReLU on the true X.
  double objective() const { return best_objective_; }
  double lower_bound() const { return best_bound_; }
  double relative_gap() const;
  const Vector& dual() const { return best_dual_; }  // feasible: it proves lower_bound()
  const std::vector<SlidingNeuron>& neurons() const { return best_neurons_; }

  long rounds() const { return rounds_; }
  long systems() const { return newton_.systems(); }
  long proofs() const { return proofs_; }

 private:
  enum class Phase { peaks, sizes, newton, proof };

  void find_peaks();
  void optimize();
  int newton_budget();
  void polish();
  void prove();
  void offer(Atom atom);
  void end_round();
  Vector dual_point() const;
  void record_network();
  bool promises_progress() const;
  std::pair<double, Vector> bound_at(double maximum) const;
  void record_bound(double maximum);

  const Matrix& X_;
  const Vector& y_;
  const Loss& true_loss_;
  const double beta_;
  RowSpace space_;
  SmoothLoss loss_;
  LocalNewton newton_;
  GridPricing grid_;
  ExactPricing exact_;

  std::vector<Atom> atoms_;  // the network being improved
  std::vector<Atom> fresh_;  // peaks that may join it, norm 1
  Vector nu_;                // ν of the last optimization
  Phase phase_ = Phase::peaks;
  double tolerance_ = 1e-6;
  double violation_ = 1.0;      // of the best peak found last: value / β − 1
  double proof_margin_ = 1e-2;  // violations below this call for a proof
  double last_value_ = std::numeric_limits<double>::infinity();
  int iterations_ = 0;  // Newton iterations in this round
  bool searching_ = false;
  bool stalled_ = false;
  int idle_proofs_ = 0;       // in a row that improved nothing
  long next_proof_ = 15;      // round
  long proof_cones_ = 50000;  // the search gives up after so many, for now

  double best_objective_ = std::numeric_limits<double>::infinity();
  double best_bound_ = -std::numeric_limits<double>::infinity();
  Vector best_dual_;
  std::vector<SlidingNeuron> best_neurons_;
  long rounds_ = 0, proofs_ = 0;
};

}  // namespace convexrelu
