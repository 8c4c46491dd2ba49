// How matrices, networks and options cross between the core and JavaScript.
#pragma once

#include "message.h"
#include "network.h"
#include "options.h"

namespace convexrelu {

inline void set(Message& to, const char* name, const RowMajorMatrix& m, Kind kind = Kind::numbers) {
  to.set(name, m.data(), std::size_t(m.size()), kind);
}

RowMajorMatrix matrix_from(const Value& numbers, Index rows, Index columns);
Network network_from(const Value& plain);
void set(Message& to, const char* name, const Network& network);
Options options_from(const Value& options);

}  // namespace convexrelu
