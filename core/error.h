// The one exception of the core. Its code is the `code` of the JavaScript error.
#pragma once

#include <stdexcept>
#include <string>

namespace convexrelu {

class Error : public std::runtime_error {
 public:
  Error(std::string code, const std::string& message)
      : std::runtime_error(message), code_(std::move(code)) {}

  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

// An argument broke a rule. The message names the argument, the rule and the value.
inline Error invalid_argument(const std::string& message) {
  return Error("invalid-argument", message);
}

}  // namespace convexrelu
