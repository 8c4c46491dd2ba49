// Numbers in messages are those that printf writes.
#include "text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>

#include "random.h"

namespace convexrelu {
namespace {

std::string printed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", value);
  return text;
}

TEST(TextOf, WritesWhatPrintfDoes) {
  for (double value : {0.0,
                       -0.0,
                       1.0,
                       -1.0,
                       10.0,
                       1000.0,
                       0.1,
                       0.25,
                       -2.5,
                       1.0 / 3.0,
                       2.0 / 3.0,
                       123456.789,
                       9999999999.0,
                       9999999999.9,
                       1e10,
                       12345678901.0,
                       1e15,
                       1e100,
                       1e-4,
                       1e-5,
                       0.00012345,
                       9.99999999996,
                       99999.99999999,
                       1.5e-7,
                       1e-100,
                       std::numeric_limits<double>::max(),
                       std::numeric_limits<double>::min()}) {
    EXPECT_EQ(text_of(value), printed(value));
  }
}

TEST(TextOf, OfNumbersOfAllSizes) {
  Random random(7);
  for (int k = 0; k < 20000; ++k) {
    const double value = random.normal() * std::pow(10.0, std::round(60.0 * random.normal()));
    EXPECT_EQ(text_of(value), printed(value));
  }
}

TEST(TextOf, WhatIsNoNumber) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(text_of(std::nan("")), "NaN");
  EXPECT_EQ(text_of(infinity), "Infinity");
  EXPECT_EQ(text_of(-infinity), "-Infinity");
}

TEST(TextOf, Lists) {
  EXPECT_EQ(text_of(std::vector<double>{28, 28, 1.5}), "[28, 28, 1.5]");
  EXPECT_EQ(text_of(std::vector<double>{}), "[]");
}

}  // namespace
}  // namespace convexrelu
