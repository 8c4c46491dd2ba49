// Time that has passed, for limits and reports.
#pragma once

namespace convexrelu {

class Stopwatch {
 public:
  Stopwatch() : start_(now()) {}
  double seconds() const { return now() - start_; }

 private:
  static double now();
  double start_;
};

}  // namespace convexrelu
