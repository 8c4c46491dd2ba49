#include "stopwatch.h"

#if __has_include(<unistd.h>)
#include <time.h>
#else
#include <chrono>
#endif

namespace convexrelu {

double Stopwatch::now() {
#if __has_include(<unistd.h>)
  // POSIX's own: the standard library's brings the texts of all errors of the system along.
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
#else
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
#endif
}

}  // namespace convexrelu
