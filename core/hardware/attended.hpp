// SPDX-License-Identifier: Apache-2.0
// What a gate's main loop attends to: one adapter, by its descriptor and its next deadline. The
// loop waits until a descriptor is ready or the earliest deadline has come, says so, lets every
// adapter deliver, and then has GateRuntime take its turn. One thread calls all of it. An adapter
// whose library blocks works in a thread of its own behind an eventfd, which is its descriptor.
#pragma once
#include "core/base/time.hpp"
#include "core/ports/port_input.hpp"

namespace gatetwin {

class Attended {
public:
  virtual ~Attended() = default;
  virtual int descriptor() const = 0; // to wait on; -1: none at present. May change at each call.
  virtual bool wants_to_write() const { return false; } // else the loop waits for reading only
  // Neither blocks nor throws: returns within microseconds, whatever the device does.
  virtual void on_ready(MonotonicTime now) = 0;
  virtual void on_time(MonotonicTime now) = 0;
  virtual MonotonicTime next_deadline() const = 0; // never(): none
  // Once before each turn: what the device reported goes into the inbox; what it has no room for
  // stays for the next.
  virtual void deliver(Inbox& inbox) = 0;
};

} // namespace gatetwin
