#include "guarded.h"

#include <emscripten/emscripten.h>

#include <memory>
#include <new>

#include "error.h"

namespace convexrelu {
namespace {

std::unique_ptr<char[]> received;

void refuse(Message& answer, const std::string& code, const char* message) {
  answer.begin();
  answer.open("error");
  answer.set("code", code);
  answer.set("message", message);
  answer.close();
}

}  // namespace

// Where JavaScript may write a message of so many bytes; null where the memory has run out.
extern "C" EMSCRIPTEN_KEEPALIVE char* reserve(std::size_t size) {
  received.reset(new (std::nothrow) char[size]);
  return received.get();
}

Value request() {
  if (!received) throw std::bad_alloc();
  return Value(received.get());
}

void forget_request() { received.reset(); }

const char* guarded(const std::function<void(Message&)>& work) {
  static Message answer;
  answer.begin();
  try {
    work(answer);
  } catch (const Error& e) {
    refuse(answer, e.code(), e.what());
  } catch (const std::bad_alloc&) {
    refuse(answer, "out-of-memory", "the memory ran out: use fewer patterns or samples");
  } catch (const std::exception& e) {
    refuse(answer, "internal", e.what());
  }
  answer.close();
  return answer.data();
}

}  // namespace convexrelu
