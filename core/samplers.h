// Gates drawn at random: a table of ways to draw them, and the share of the samples they activate.
#pragma once

#include <array>

#include "random.h"
#include "types.h"

namespace convexrelu {

// What a sampler is asked for.
struct Sampling {
  Index count;                    // gates
  Index features;                 // of the data, without bias column
  bool with_bias;                 // whether gates have a bias weight, or leave it 0
  Index order = 1;                // features a gate looks at
  std::array<Index, 3> image{};   // height, width, channels
  std::array<Index, 2> kernel{};  // height, width
};

// Gates are count×(features + 1), the bias weight last. Features of an image are its rows from top
// to bottom, in a row the pixels from left to right, of a pixel the channels.
struct SamplerRow {
  const char* name;
  const char* doc;
  bool takes_order, takes_image;  // what of Sampling it reads: order, or image and kernel
  RowMajorMatrix (*sample)(const Sampling& wanted, Random& random);
};

extern const std::array<SamplerRow, 3> kSamplers;

// Sets the bias weight of every gate so that this share of the samples, rounded to whole samples
// and one at least, is active; more only where scores are equal.
void set_active_proportion(RowMajorMatrix& gates, const RowMajorMatrix& X, double proportion);

}  // namespace convexrelu
