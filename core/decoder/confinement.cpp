// SPDX-License-Identifier: Apache-2.0
#include "core/decoder/confinement.hpp"
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace gatetwin {
namespace {

bool limit(__rlimit_resource what, rlim_t to)
{
  const rlimit both{to, to};
  return setrlimit(what, &both) == 0;
}

bool limit_resources(const ConfinementLimits& limits)
{
#if !defined(__SANITIZE_ADDRESS__)
  if (!limit(RLIMIT_AS, limits.address_space_bytes)) return false;
#endif
  return limit(RLIMIT_CPU, limits.processor_s) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
         limit(RLIMIT_NOFILE, 8) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_MEMLOCK, 0);
}

// Calls that a single-threaded computation needs; memory only without the right to execute it.
bool allow_computing(scmp_filter_ctx filter)
{
  const int calls[] = {SCMP_SYS(recvmsg),      SCMP_SYS(recvfrom),       SCMP_SYS(sendto),
                       SCMP_SYS(sendmsg),      SCMP_SYS(munmap),         SCMP_SYS(mremap),
                       SCMP_SYS(brk),          SCMP_SYS(madvise),        SCMP_SYS(futex),
                       SCMP_SYS(getrandom),    SCMP_SYS(clock_gettime),  SCMP_SYS(setitimer),
                       SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(getpid),
                       SCMP_SYS(gettid),       SCMP_SYS(tgkill),         SCMP_SYS(exit),
                       SCMP_SYS(exit_group)};
  for (const int call : calls) {
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) return false;
  }
  const scmp_arg_cmp not_executable{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &not_executable) != 0) return false;
  }
  return true;
}

bool filter_calls()
{
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (filter == nullptr) return false;
  const bool loaded = allow_computing(filter) && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return loaded;
}

} // namespace

Status confine(const ConfinementLimits& limits)
{
  // Best effort: what remains is taken by the filter below.
  if (unshare(CLONE_NEWNET | CLONE_NEWIPC) != 0) (void)unshare(CLONE_NEWUSER | CLONE_NEWNET);
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0 ||
      prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return Error{ErrorCode::io, "privileges can't be given up"};
  if (!limit_resources(limits)) return Error{ErrorCode::io, "limits can't be set"};
  if (!filter_calls()) return Error{ErrorCode::io, "system calls can't be filtered"};
  return success();
}

} // namespace gatetwin
