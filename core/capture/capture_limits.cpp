// SPDX-License-Identifier: Apache-2.0
#include "core/capture/capture_limits.hpp"
#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
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

bool limit_resources()
{
#if !defined(__SANITIZE_ADDRESS__)
  if (!limit(RLIMIT_AS, 4ULL << 30)) return false;
#endif
  return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 64);
}

// Each ends with EPERM, which a library takes for a failure of that call.
bool deny_calls(scmp_filter_ctx filter)
{
  const int calls[] = {SCMP_SYS(execve),
                       SCMP_SYS(execveat),
                       SCMP_SYS(fork),
                       SCMP_SYS(vfork),
                       SCMP_SYS(ptrace),
                       SCMP_SYS(process_vm_readv),
                       SCMP_SYS(kill),
                       SCMP_SYS(process_vm_writev),
                       SCMP_SYS(mount),
                       SCMP_SYS(umount2),
                       SCMP_SYS(pivot_root),
                       SCMP_SYS(chroot),
                       SCMP_SYS(setns),
                       SCMP_SYS(unshare),
                       SCMP_SYS(bpf),
                       SCMP_SYS(userfaultfd),
                       SCMP_SYS(perf_event_open),
                       SCMP_SYS(keyctl),
                       SCMP_SYS(add_key),
                       SCMP_SYS(request_key),
                       SCMP_SYS(init_module),
                       SCMP_SYS(finit_module),
                       SCMP_SYS(kexec_load),
                       SCMP_SYS(open_by_handle_at),
                       SCMP_SYS(io_uring_setup),
                       SCMP_SYS(unlink),
                       SCMP_SYS(unlinkat),
                       SCMP_SYS(rename),
                       SCMP_SYS(renameat),
                       SCMP_SYS(renameat2),
                       SCMP_SYS(mkdir),
                       SCMP_SYS(mkdirat),
                       SCMP_SYS(rmdir),
                       SCMP_SYS(link),
                       SCMP_SYS(linkat),
                       SCMP_SYS(symlink),
                       SCMP_SYS(symlinkat),
                       SCMP_SYS(chmod),
                       SCMP_SYS(fchmod),
                       SCMP_SYS(fchmodat),
                       SCMP_SYS(chown),
                       SCMP_SYS(fchown),
                       SCMP_SYS(fchownat),
                       SCMP_SYS(truncate),
                       SCMP_SYS(creat),
                       SCMP_SYS(mknod),
                       SCMP_SYS(mknodat),
                       SCMP_SYS(openat2)};
  for (const int call : calls) {
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) != 0) return false;
  }
  return true;
}

// The call, where its argument has these bits under the mask.
bool deny(scmp_filter_ctx filter, int call, unsigned argument, scmp_datum_t mask, scmp_datum_t bits)
{
  const scmp_arg_cmp where{argument, SCMP_CMP_MASKED_EQ, mask, bits};
  return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), call, 1, &where) == 0;
}

bool deny_writing(scmp_filter_ctx filter)
{
  for (const scmp_datum_t how : {scmp_datum_t{O_WRONLY}, scmp_datum_t{O_RDWR}}) {
    if (!deny(filter, SCMP_SYS(open), 1, O_ACCMODE, how) ||
        !deny(filter, SCMP_SYS(openat), 2, O_ACCMODE, how))
      return false;
  }
  return true;
}

// Threads are allowed, processes are not; clone3 hides its flags, and the library does without.
bool deny_processes(scmp_filter_ctx filter)
{
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
         deny(filter, SCMP_SYS(clone), 0, CLONE_THREAD, 0);
}

bool filter_calls(bool network)
{
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == nullptr) return false;
  bool loaded = deny_calls(filter) && deny_writing(filter) && deny_processes(filter);
  if (!network)
    loaded = loaded && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 0) == 0;
  loaded = loaded && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return loaded;
}

} // namespace

Status confine_capture(bool network)
{
  if (!network && unshare(CLONE_NEWNET) != 0) (void)unshare(CLONE_NEWUSER | CLONE_NEWNET);
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0 ||
      prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return Error{ErrorCode::io, "privileges can't be given up"};
  if (!limit_resources()) return Error{ErrorCode::io, "limits can't be set"};
  if (!filter_calls(network)) return Error{ErrorCode::io, "system calls can't be filtered"};
  return success();
}

} // namespace gatetwin
