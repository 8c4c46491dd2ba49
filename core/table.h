// Choices that users make by name are rows of a table. Looking a name up, listing the names and
// the error for an unknown name are the same for all of them.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "error.h"

namespace convexrelu {

// `Row` needs a member `name`. `argument` is the option the name was given for.
template <typename Row, std::size_t size>
const Row& find_row(const std::array<Row, size>& table, const std::string& argument,
                    const std::string& name) {
  std::string known;
  for (const Row& row : table) {
    if (row.name == name) return row;
    known += (known.empty() ? "'" : ", '") + std::string(row.name) + "'";
  }
  throw invalid_argument(argument + " must be one of " + known + ", but is '" + name + "'");
}

}  // namespace convexrelu
