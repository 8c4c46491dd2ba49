#include "text.h"

#include <cmath>

namespace convexrelu {
namespace {

constexpr int kDigits = 10;
constexpr double kLimit = 1e10;  // of whole numbers of that many digits
// Where a number is written with its power of ten.
constexpr int kLeastPlain = -4;

}  // namespace

std::string text_of(double value) {
  if (std::isnan(value)) return "NaN";
  std::string text = std::signbit(value) ? "-" : "";
  if (std::isinf(value)) return text + "Infinity";
  if (value == 0.0) return text + "0";
  double digits = std::abs(value);  // a whole number of kDigits digits, in the end
  int power = kDigits - 1;          // of the first digit
  for (; digits >= kLimit; ++power) digits /= 10.0;
  for (; digits < kLimit / 10.0; --power) digits *= 10.0;
  digits = std::round(digits);
  if (digits >= kLimit) {  // 9.99… has become 10
    digits /= 10.0;
    ++power;
  }
  std::string all = std::to_string((long long)(digits));
  all.erase(all.find_last_not_of('0') + 1);
  const bool plain = power >= kLeastPlain && power < kDigits;
  if (plain && power < 0) return text + "0." + std::string(std::size_t(-power - 1), '0') + all;
  const std::size_t whole = plain ? std::size_t(power) + 1 : 1;  // digits before the point
  if (all.size() < whole) all.resize(whole, '0');
  text += all.substr(0, whole);
  if (all.size() > whole) text += "." + all.substr(whole);
  if (plain) return text;
  const std::string size = std::to_string(std::abs(power));
  return text + (power < 0 ? "e-" : "e+") + (size.size() < 2 ? "0" : "") + size;
}

std::string text_of(const std::vector<double>& values) {
  std::string text;
  for (double value : values) text += (text.empty() ? "" : ", ") + text_of(value);
  return "[" + text + "]";
}

}  // namespace convexrelu
