// Numbers as users would write them, for messages.
#pragma once

#include <string>
#include <vector>

namespace convexrelu {

// To ten digits, the way of printf's "%.10g", without all that printf brings along.
std::string text_of(double value);
// In brackets.
std::string text_of(const std::vector<double>& values);

}  // namespace convexrelu
