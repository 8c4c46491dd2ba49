// What every call over the boundary returns: { value } or { error: { code, message } }.
#pragma once

#include <emscripten/val.h>

#include <new>
#include <string>

#include "error.h"

namespace convexrelu {

using emscripten::val;

template <typename Work>
inline val guarded(Work work) {
  val reply = val::object(), error = val::object();
  try {
    reply.set("value", work());
    return reply;
  } catch (const Error& e) {
    error.set("code", e.code());
    error.set("message", std::string(e.what()));
  } catch (const std::bad_alloc&) {
    error.set("code", std::string("out-of-memory"));
    error.set("message", std::string("the memory ran out: use fewer patterns or samples"));
  } catch (const std::exception& e) {
    error.set("code", std::string("internal"));
    error.set("message", std::string(e.what()));
  }
  reply.set("error", error);
  return reply;
}

}  // namespace convexrelu
