#include "samplers.h"

#include <set>

#include "pattern_source.h"
#include "support.h"

namespace convexrelu::testing {
namespace {

const SamplerRow& sampler(const std::string& name) {
  for (const SamplerRow& row : kSamplers) {
    if (row.name == name) return row;
  }
  throw std::logic_error(name);
}

// Fits every sampler: 12 features, as an image of 2×3 pixels with 2 channels.
Sampling sampling(Index count, bool with_bias) {
  Sampling wanted{count, 12, with_bias};
  wanted.order = 3;
  wanted.image = {2, 3, 2};
  wanted.kernel = {2, 2};
  return wanted;
}

TEST(Samplers, RepeatTheirSeed) {
  for (const SamplerRow& row : kSamplers) {
    Random a(9), b(9), other(10);
    const RowMajorMatrix first = row.sample(sampling(5, true), a);
    EXPECT_EQ(first, row.sample(sampling(5, true), b)) << row.name;
    EXPECT_NE(first, row.sample(sampling(5, true), other)) << row.name;
    EXPECT_TRUE((first.col(12).array() != 0.0).all()) << row.name;
    Random c(9);
    EXPECT_EQ(row.sample(sampling(5, false), c).col(12).norm(), 0.0) << row.name;
  }
}

TEST(Samplers, FeatureSparseGatesLookAtAsManyFeaturesAsAsked) {
  Random random(2);
  for (Index order : {1, 3, 12}) {
    Sampling wanted = sampling(600, true);
    wanted.order = order;
    const RowMajorMatrix gates = sampler("feature-sparse").sample(wanted, random);
    const auto used = (gates.leftCols(12).array() != 0.0).cast<Index>();
    EXPECT_TRUE((used.rowwise().sum() == order).all());
    // Every feature as often as any other, but for chance.
    const double expected = 600.0 * double(order) / 12.0;
    EXPECT_LE((used.colwise().sum().cast<double>() - expected).abs().maxCoeff(), 0.6 * expected);
  }
}

// Patches are contiguous, of the kernel's size, over all channels, and lie everywhere.
TEST(Samplers, ConvolutionalGatesArePatches) {
  Random random(2);
  Sampling wanted{400, 5 * 4 * 3, false};
  wanted.image = {5, 4, 3};
  wanted.kernel = {2, 3};
  const RowMajorMatrix gates = sampler("convolutional").sample(wanted, random);
  std::set<std::pair<Index, Index>> places;
  for (Index i = 0; i < gates.rows(); ++i) {
    Index top = 5, left = 4, bottom = -1, right = -1, used = 0;
    for (Index k = 0; k < 60; ++k) {
      if (gates(i, k) == 0.0) continue;
      const Index row = k / 12, column = k / 3 % 4;
      top = std::min(top, row), bottom = std::max(bottom, row);
      left = std::min(left, column), right = std::max(right, column);
      ++used;
    }
    EXPECT_EQ(bottom - top, 1);
    EXPECT_EQ(right - left, 2);
    EXPECT_EQ(used, 2 * 3 * 3);
    places.emplace(top, left);
  }
  EXPECT_EQ(places.size(), 4u * 2u);
}

TEST(Samplers, ActiveProportionIsTheShareOfActiveSamples) {
  Random random(4);
  const RowMajorMatrix X = random_matrix(57, 12, random);
  for (const SamplerRow& row : kSamplers) {
    for (double share : {1e-3, 0.1, 0.5, 0.85, 0.999}) {
      RowMajorMatrix gates = row.sample(sampling(40, true), random);
      set_active_proportion(gates, X, share);
      const PatternSet patterns(X, gates);
      const Index expected = std::max<Index>(1, Index(std::round(57 * share)));
      for (Index i = 0; i < patterns.count(); ++i) {
        Index active = 0;
        for_each_active(patterns.words(i), patterns.words_per_pattern(), [&](Index) { ++active; });
        EXPECT_EQ(active, expected) << row.name << " " << share;
      }
    }
  }
}

TEST(Samplers, EqualScoresAreActiveTogether) {
  RowMajorMatrix X(5, 1), gates(2, 2);
  X << 0, 0, 0, 1, 1;
  gates << 1, 7, -1, 7;
  set_active_proportion(gates, X, 0.2);
  const PatternSet patterns(X, gates);
  EXPECT_EQ(patterns.words(0)[0], 0b11000u);
  EXPECT_EQ(patterns.words(1)[0], 0b00111u);
}

Options convolutional_options() {
  Options options;
  options.patterns.sampler = "convolutional";
  options.patterns.image = {2, 3, 2};
  options.patterns.kernel = {2, 2};
  options.patterns.active_proportion = 0.3;
  return options;
}

TEST(PatternSource, SettingsReachTheSampler) {
  Random random(4);
  const RowMajorMatrix X = random_matrix(20, 12, random);
  const PatternSet patches = make_patterns(convolutional_options(), X);
  EXPECT_GT(patches.count(), 50);
  EXPECT_TRUE(((patches.gates().leftCols(12).array() != 0.0).rowwise().count() == 8).all());
  for (Index i = 0; i < patches.count(); ++i) {
    EXPECT_EQ(__builtin_popcountll(patches.words(i)[0]), 6);
  }
  Options options;
  options.patterns.sampler = "feature-sparse";
  EXPECT_TRUE(
      ((make_patterns(options, X).gates().leftCols(12).array() != 0.0).rowwise().count() == 1)
          .all());
  options.patterns.order = 2;
  EXPECT_TRUE(
      ((make_patterns(options, X).gates().leftCols(12).array() != 0.0).rowwise().count() == 2)
          .all());
}

std::string refusal(void (*change)(Options&)) {
  Random random(4);
  const RowMajorMatrix X = random_matrix(20, 12, random), Y = random_matrix(20, 1, random);
  Options options = convolutional_options();
  change(options);
  try {
    Session session(X, Y, options, nullptr);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "invalid-argument");
    return error.what();
  }
  return "";
}

TEST(PatternSource, RefusesWhatDoesNotFit) {
  EXPECT_EQ(refusal([](Options&) {}), "");
  EXPECT_EQ(refusal([](Options& o) { o.patterns.order = 1; }),
            "patterns.order must be left out for the sampler 'convolutional', which does not read "
            "it");
  EXPECT_EQ(refusal([](Options& o) { o.patterns.sampler = "feature-sparse"; }),
            "patterns.image must be left out for the sampler 'feature-sparse', which does not read "
            "it");
  EXPECT_EQ(refusal([](Options& o) { o.patterns.order = 0; }),
            "patterns.order must be a whole number >= 1, but is 0");
  EXPECT_EQ(refusal([](Options& o) {
              o.patterns.image = {2, 3, 3};
            }),
            "patterns.image must be of as many numbers as X has features, which is 12, but height "
            "* width * channels is 18");
  EXPECT_EQ(refusal([](Options& o) {
              o.patterns.image = {2, 6};
            }),
            "patterns.image must be three whole numbers >= 1, [height, width, channels], but is "
            "[2, 6]");
  EXPECT_EQ(refusal([](Options& o) {
              o.patterns.kernel = {1, 1.5};
            }),
            "patterns.kernel must be two whole numbers >= 1, [height, width], but is [1, 1.5]");
  EXPECT_EQ(refusal([](Options& o) {
              o.patterns.kernel = {1, 4};
            }),
            "patterns.kernel must fit into the image, [2, 3, 2], but is [1, 4]");
  EXPECT_EQ(refusal([](Options& o) { o.patterns.kernel.clear(); }),
            "patterns.kernel must be given for the sampler 'convolutional'");
  EXPECT_EQ(refusal([](Options& o) { o.patterns.active_proportion = 0; }),
            "patterns.activeProportion must be a number between 0 and 1, without these, but is 0");
  EXPECT_EQ(refusal([](Options& o) { o.bias = false; }),
            "patterns.activeProportion needs bias true, because it sets the bias weights of the "
            "gates");
  EXPECT_EQ(refusal([](Options& o) {
              o.patterns.sampler = "feature-sparse";
              o.patterns.image.clear();
              o.patterns.kernel.clear();
              o.patterns.order = 13;
            }),
            "patterns.order must be at most 12, the features of X, but is 13");
}

}  // namespace
}  // namespace convexrelu::testing
