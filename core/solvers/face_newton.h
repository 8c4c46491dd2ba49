// Newton's method near a solution, on the fixed-point equation of the proximal gradient step:
//
//   u = prox_{tβR}(Π_K(u + t Aᵀν(u))),   ν(u) = −∇f(Au),   Au = Σ_k s_k D_k Z u_k.
//
// With P the right-hand side, N_k a basis of the directions in which block k of P can move and J_k
// the derivative of its proximal step, the next point is P + Ne, zero where P is, with
//
//   (E + GᵀWG) e = Nᵀ [(P − u)/t + AᵀWA (u − P)],
//   G = AN,  W = ∇²f(Au),  E_k = N_kᵀ J_k⁻¹(I − J_k) N_k / t,
//
// which is the curvature of the program on the face that P lies on. There is no proximal term, so
// that a step from nearby doubles the digits, where the dual method needs a sequence of
// subproblems. Far away it need not converge, and whoever steps it has to watch.
//
// Qi & Sun, "A nonsmooth version of Newton's method" (1993).
#pragma once

#include "block_projector.h"
#include "problem.h"
#include "solvers/newton_system.h"

namespace convexrelu {

class FaceNewton {
 public:
  // Keeps a reference to the problem. `blocks` may lie outside their cones, but there must be one.
  // `share` is that of the length t with which a block of typical size vanishes when it is to turn
  // around: at 1 it finds out soonest which blocks vanish, while a shorter step has the larger
  // neighbourhood in which it converges.
  FaceNewton(const Problem& problem, Blocks blocks, double share);

  // Whether a problem allows such steps: one output, a smooth loss and a regularizer of blocks.
  static bool suits(const Problem& problem);

  // One linear system. False if nothing is left of the blocks.
  bool step();
  // The last point, projected onto its cones.
  const Blocks& primal() const { return inside_; }

 private:
  struct Face {
    Index block;
    Vector point;  // of P
    NewtonBlock newton;
    double curvature;  // E_k = curvature (I − p̂p̂ᵀ)
  };

  std::vector<Face> faces(const Vector& nu, double step);
  Matrix pull(const std::vector<Face>& faces, const Vector& curvature, double step) const;
  Matrix solve(const std::vector<Face>& faces, const Vector& curvature, const Matrix& b);
  Matrix solve_by_directions(const std::vector<Face>& faces, const Vector& curvature, double floor,
                             const Matrix& b) const;
  Matrix solve_by_samples(const std::vector<Face>& faces, const Vector& curvature, double floor,
                          const Matrix& b);
  void project();

  const Problem& problem_;
  double share_;
  BlockProjector steps_, points_;
  Blocks at_, inside_;
  SampleFactor factor_;
};

}  // namespace convexrelu
