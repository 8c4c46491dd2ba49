#include "arrangement.h"

#include "patterns.h"
#include "support.h"

namespace convexrelu::testing {
namespace {

TEST(Arrangement, GeneralPositionGivesCoversCount) {
  Random random(2);
  for (Index n : {1, 2, 5, 10, 40}) {
    EXPECT_EQ(count_cells(random_matrix(n, 1, random)), 2.0);
    if (n >= 2) {
      EXPECT_EQ(count_cells(random_matrix(n, 2, random)), 2.0 * double(n));
    }
    if (n >= 3) {
      EXPECT_EQ(count_cells(random_matrix(n, 3, random)), double(n * n - n + 2));
    }
  }
  EXPECT_EQ(count_cells(random_matrix(10, 4, random)), std::nullopt);
}

TEST(Arrangement, AgreesWithTheFixtures) {
  for (const auto& problem : fixture("optima.json")) {
    const RowMajorMatrix X = matrix_of(problem["X"]);
    if (X.cols() <= 3) {
      EXPECT_EQ(count_cells(X), problem["cells"].get<double>());
    }
  }
}

// Against the distinct patterns that very many random gates find.
TEST(Arrangement, CountsDegenerateDataAsItIs) {
  RowMajorMatrix grid(9, 3), doubled(6, 3), line(6, 3);
  for (Index i = 0; i < 9; ++i) grid.row(i) << double(i % 3 - 1), double(i / 3 - 1), 1.0;
  doubled << 1, 0, 1, 1, 0, 1, -2, 0, -2, 0, 1, 1, 1, 1, 1, 0, 0, 0;
  for (Index i = 0; i < 6; ++i) line.row(i) << double(i), double(i * i), 0.5 * double(i);
  for (const RowMajorMatrix& X : {grid, doubled}) {
    EXPECT_EQ(count_cells(X), double(sampled_patterns(X, 100000, 3).count()));
  }
  EXPECT_EQ(count_cells(line.leftCols(2)),
            double(sampled_patterns(line.leftCols(2), 100000, 3).count()));
}

}  // namespace
}  // namespace convexrelu::testing
