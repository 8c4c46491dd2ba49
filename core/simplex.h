// Shares, vectors with entries ≥ 0 of sum 1: softmax, entropy and what losses over them need.
#pragma once

#include "types.h"

namespace convexrelu {

// log Σ_k e^{z_k} and the softmax e^{z_k} / Σ_j e^{z_j}, without overflow.
double log_sum_exp(const Vector& z);
Vector softmax(const Vector& z);

// log Σ_k e^{z_k} − z·y for y one 1 among zeros, and y − softmax(z), both to full precision however
// little is missing to 0.
double cross_entropy(const Vector& z, const Vector& y);
Vector missing_shares(const Vector& z, const Vector& y);

// The nearest point with entries ≥ 0 of sum 1.
Vector nearest_shares(const Vector& q);

// −Σ_k q_k log q_k, taking entries ≤ 0 for 0.
double entropy(const Vector& q);

// d/dα of the entropy of q − αt, for t of sum 0. Where an entry reaches 0 it is ±∞.
double entropy_slope(const Vector& q, const Vector& t, double alpha);

// argmin_z log Σ e^z − q·z + ½ weight ‖z − center‖², by damped Newton steps.
Vector proximal_logits(const Vector& center, const Vector& q, double weight);

// (diag(p) − p pᵀ + weight I)⁻¹ v, for shares p.
Vector solve_softmax_system(const Vector& p, double weight, const Vector& v);

}  // namespace convexrelu
