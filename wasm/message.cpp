#include "message.h"

#include <cstring>

#include "error.h"

namespace convexrelu {
namespace {

std::size_t length_at(const char* at) {
  std::uint32_t length;
  std::memcpy(&length, at, sizeof length);
  return length;
}

// Behind the value there.
const char* skipped(const char* at) {
  const Kind kind = Kind(*at++);
  if (kind == Kind::number) return at + sizeof(double);
  if (kind == Kind::text) return at + 4 + length_at(at);
  if (kind == Kind::numbers || kind == Kind::list) return at + 4 + sizeof(double) * length_at(at);
  if (kind == Kind::rows || kind == Kind::object) {
    while (Kind(*at) != Kind::end) at = skipped(at);
    return at + 1;
  }
  return at;
}

}  // namespace

const char* Value::read(Kind wanted) const {
  if (kind() != wanted) throw Error("internal", "a message holds another kind of value");
  return at_ + 1;
}

Value Value::operator[](const char* name) const {
  const std::size_t size = std::strlen(name);
  for (const char* at = read(Kind::object); Kind(*at) != Kind::end;) {
    const bool found = length_at(at + 1) == size && std::memcmp(at + 5, name, size) == 0;
    at = skipped(at);
    if (found) return Value(at);
    at = skipped(at);
  }
  return Value();
}

double Value::number() const {
  double number;
  std::memcpy(&number, read(Kind::number), sizeof number);
  return number;
}

std::string Value::text() const {
  const char* at = read(Kind::text);
  return std::string(at + 4, length_at(at));
}

std::size_t Value::count() const { return length_at(read(Kind::numbers)); }

void Value::copy_to(double* numbers) const {
  std::memcpy(numbers, read(Kind::numbers) + 4, sizeof(double) * count());
}

std::vector<double> Value::numbers() const {
  std::vector<double> result(count());
  copy_to(result.data());
  return result;
}

std::vector<std::string> Value::texts() const {
  std::vector<std::string> result;
  if (kind() == Kind::numbers && count() == 0) return result;  // so come all empty arrays
  for (const char* at = read(Kind::rows); Kind(*at) != Kind::end; at = skipped(at)) {
    result.push_back(Value(at).text());
  }
  return result;
}

void Message::begin() {
  bytes_.clear();
  bytes_.push_back(char(Kind::object));
}

void Message::put_bytes(const void* from, std::size_t size) {
  const char* bytes = static_cast<const char*>(from);
  bytes_.insert(bytes_.end(), bytes, bytes + size);
}

void Message::put_text(const char* text, std::size_t size) {
  const std::uint32_t length = std::uint32_t(size);
  put_bytes(&length, sizeof length);
  put_bytes(text, size);
}

void Message::put(const char* name, Kind kind) {
  if (name) {
    bytes_.push_back(char(Kind::text));
    put_text(name, std::strlen(name));
  }
  bytes_.push_back(char(kind));
}

void Message::set(const char* name, double number) {
  put(name, Kind::number);
  put_bytes(&number, sizeof number);
}

void Message::set(const char* name, bool truth) { put(name, truth ? Kind::yes : Kind::no); }

void Message::set(const char* name, const std::string& text) {
  put(name, Kind::text);
  put_text(text.data(), text.size());
}

void Message::set(const char* name, const double* numbers, std::size_t count, Kind kind) {
  put(name, kind);
  const std::uint32_t length = std::uint32_t(count);
  put_bytes(&length, sizeof length);
  put_bytes(numbers, sizeof(double) * count);
}

}  // namespace convexrelu
