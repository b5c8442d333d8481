// CSpawn: the one call that starts a process of a local pool.
//
// Purpose: posix_spawn with the GNU attributes that Swift's Glibc module does not show
// (POSIX_SPAWN_SETSID, addchdir_np, addclosefrom_np). Depends on nothing. It must not decide
// anything: what to start, with which environment and where, is told by its caller.
#ifndef RUNG_CSPAWN_H
#define RUNG_CSPAWN_H

#include <sys/types.h>

/// Starts a program in a session of its own, with default signal handling, /dev/null as input
/// and one file, opened for append, as output and error.
///
/// The child inherits no descriptor but these three. `held_until_exec` is the exception: it must
/// be close-on-exec, and stays open in the child until its exec has succeeded, so that a lock on
/// it covers the instant in which the child exists but does not show its environment yet.
///
/// Returns 0, or the errno of what failed; `pid` is set only on success.
int rung_spawn(const char *program, char *const arguments[], char *const environment[],
               const char *working_directory, const char *log_file, int held_until_exec,
               pid_t *pid);

#endif
