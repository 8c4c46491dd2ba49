// Plain data as bytes, the only thing that crosses between the core and JavaScript; message.js is
// the twin of this file. A value is its kind, and then
//
//     number         its 8 bytes
//     text           the length in 4 bytes, UTF-8
//     numbers, list  the count in 4 bytes, 8 bytes each: a Float64Array and a list of numbers
//     rows           values up to `end`
//     object         names, which are texts, each followed by its value, up to `end`
//
// with the lowest byte first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace convexrelu {

enum class Kind : char { end, null, no, yes, number, text, numbers, list, rows, object };

// A value inside a message, or the lack of one. To read one as what it is not throws: JavaScript
// has checked what it sends.
class Value {
 public:
  explicit Value(const char* at = nullptr) : at_(at) {}

  bool is_missing() const { return !at_; }
  bool is_text() const { return kind() == Kind::text; }
  // Of an object; missing where it has no value of that name.
  Value operator[](const char* name) const;
  bool truth() const { return kind() == Kind::yes; }
  double number() const;
  std::ptrdiff_t index() const { return std::ptrdiff_t(number()); }
  std::string text() const;
  // How many numbers there are.
  std::size_t count() const;
  void copy_to(double* numbers) const;
  std::vector<double> numbers() const;
  std::vector<std::string> texts() const;

 private:
  Kind kind() const { return at_ ? Kind(*at_) : Kind::end; }
  // What follows the kind, where it is this one.
  const char* read(Kind wanted) const;
  const char* at_;
};

// A message in the making: an object, `close` ends it. Names are null inside rows.
class Message {
 public:
  // An empty object to write to.
  void begin();
  void set(const char* name, double number);
  void set(const char* name, bool truth);
  void set(const char* name, const char* text) { set(name, std::string(text)); }
  void set(const char* name, const std::string& text);
  void set_null(const char* name) { put(name, Kind::null); }
  void set(const char* name, const double* numbers, std::size_t count, Kind kind = Kind::numbers);
  void set(const char* name, const std::vector<double>& numbers, Kind kind = Kind::numbers) {
    set(name, numbers.data(), numbers.size(), kind);
  }
  void open(const char* name, Kind kind = Kind::object) { put(name, kind); }
  void close() { bytes_.push_back(char(Kind::end)); }
  const char* data() const { return bytes_.data(); }

 private:
  void put(const char* name, Kind kind);
  void put_bytes(const void* from, std::size_t size);
  void put_text(const char* text, std::size_t size);
  std::vector<char> bytes_;
};

}  // namespace convexrelu
