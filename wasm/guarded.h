// What every call over the boundary goes through.
#pragma once

#include <functional>

#include "message.h"

namespace convexrelu {

// The message that JavaScript has written for this call. Memory that could not be had for it is
// out-of-memory here.
Value request();
// Frees it, once it is read.
void forget_request();

// The address of the answer: { value }, which `work` writes, or { error: { code, message } }. It
// holds until the next call.
const char* guarded(const std::function<void(Message&)>& work);

}  // namespace convexrelu
