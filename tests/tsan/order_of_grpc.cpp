// SPDX-License-Identifier: Apache-2.0
// Lets ThreadSanitizer see in which order gRPC does things, whose libraries in Debian are not
// instrumented: all that it hands from thread to thread would be reported otherwise, and what our
// code does with it could not be told from that. Preloaded by `./dev tsan`, it stands before
// functions of gRPC and Abseil and calls those. Seen are Abseil's locks, which gRPC's are, each by
// itself; that what is begun comes before what completes, which gRPC keeps by queues without locks;
// and that a call of a server is done after all that was done with it, which is by counting.
#include <absl/synchronization/mutex.h>
#include <dlfcn.h>
#include <grpc/grpc.h>
#include <grpcpp/support/server_callback.h>

extern "C" {
void __tsan_acquire(void* address) __attribute__((weak)); // not there: not instrumented
void __tsan_release(void* address) __attribute__((weak));
}

namespace {

void take(void* lock)
{
  if (__tsan_acquire != nullptr) __tsan_acquire(lock);
}
void give(void* lock)
{
  if (__tsan_release != nullptr) __tsan_release(lock);
}

int begun; // a place to synchronise by

// The function of that (mangled) name that this library stands before.
template <typename F> F* next(const char* name)
{
  return reinterpret_cast<F*>(::dlsym(RTLD_NEXT, name));
}

} // namespace

namespace absl {
inline namespace debian3 {

void Mutex::Lock()
{
  static const auto lock = next<void(Mutex*)>("_ZN4absl7debian35Mutex4LockEv");
  lock(this);
  take(this);
}

bool Mutex::TryLock()
{
  static const auto try_lock = next<bool(Mutex*)>("_ZN4absl7debian35Mutex7TryLockEv");
  const bool locked = try_lock(this);
  if (locked) take(this);
  return locked;
}

void Mutex::Unlock()
{
  static const auto unlock = next<void(Mutex*)>("_ZN4absl7debian35Mutex6UnlockEv");
  give(this);
  unlock(this);
}

void CondVar::Wait(Mutex* mutex)
{
  static const auto wait =
      next<void(CondVar*, Mutex*)>("_ZN4absl7debian37CondVar4WaitEPNS0_5MutexE");
  give(mutex);
  wait(this, mutex);
  take(mutex);
}

bool CondVar::WaitWithTimeout(Mutex* mutex, Duration timeout)
{
  static const auto wait = next<bool(CondVar*, Mutex*, Duration)>(
      "_ZN4absl7debian37CondVar15WaitWithTimeoutEPNS0_5MutexENS0_8DurationE");
  give(mutex);
  const bool timed_out = wait(this, mutex, timeout);
  take(mutex);
  return timed_out;
}

bool CondVar::WaitWithDeadline(Mutex* mutex, Time deadline)
{
  static const auto wait = next<bool(CondVar*, Mutex*, Time)>(
      "_ZN4absl7debian37CondVar16WaitWithDeadlineEPNS0_5MutexENS0_4TimeE");
  give(mutex);
  const bool timed_out = wait(this, mutex, deadline);
  take(mutex);
  return timed_out;
}

} // namespace debian3
} // namespace absl

namespace grpc::internal {

// Called by who counts the last; the others, who count in headers that we compile, are seen.
void ServerCallbackCall::ScheduleOnDone(bool inline_ondone)
{
  static_assert(sizeof(ServerCallbackCall) == sizeof(void*) + 2 * sizeof(int)); // its two counters
  static const auto schedule = next<void(ServerCallbackCall*, bool)>(
      "_ZN4grpc8internal18ServerCallbackCall14ScheduleOnDoneEb");
  char* const counters = reinterpret_cast<char*>(this) + sizeof(void*);
  take(counters);
  take(counters + sizeof(int));
  schedule(this, inline_ondone);
}

} // namespace grpc::internal

extern "C" {

grpc_call_error grpc_call_start_batch(grpc_call* call, const grpc_op* ops, size_t count, void* tag,
                                      void* reserved)
{
  static const auto start = next<grpc_call_error(grpc_call*, const grpc_op*, size_t, void*, void*)>(
      "grpc_call_start_batch");
  give(&begun);
  return start(call, ops, count, tag, reserved);
}

grpc_event grpc_completion_queue_next(grpc_completion_queue* queue, gpr_timespec deadline,
                                      void* reserved)
{
  static const auto next_of =
      next<grpc_event(grpc_completion_queue*, gpr_timespec, void*)>("grpc_completion_queue_next");
  const grpc_event event = next_of(queue, deadline, reserved);
  take(&begun);
  return event;
}

grpc_event grpc_completion_queue_pluck(grpc_completion_queue* queue, void* tag,
                                       gpr_timespec deadline, void* reserved)
{
  static const auto pluck = next<grpc_event(grpc_completion_queue*, void*, gpr_timespec, void*)>(
      "grpc_completion_queue_pluck");
  const grpc_event event = pluck(queue, tag, deadline, reserved);
  take(&begun);
  return event;
}

} // extern "C"
