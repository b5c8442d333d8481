#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

static int set_attributes(posix_spawnattr_t *attributes) {
  // The daemon ignores or blocks signals that it reads itself; a child that inherited an ignored
  // SIGTERM could not be asked to stop.
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int error = posix_spawnattr_setsigmask(attributes, &none);
  if (!error) error = posix_spawnattr_setsigdefault(attributes, &all);
  if (!error)
    error = posix_spawnattr_setflags(
        attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  return error;
}

static int set_files(posix_spawn_file_actions_t *actions, const char *working_directory,
                     const char *log_file, int held_until_exec) {
  int error = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
  if (!error)
    error = posix_spawn_file_actions_addopen(actions, 1, log_file,
                                             O_WRONLY | O_APPEND | O_CREAT, 0640);
  if (!error) error = posix_spawn_file_actions_adddup2(actions, 1, 2);
  if (!error) error = posix_spawn_file_actions_addchdir_np(actions, working_directory);
  for (int fd = 3; !error && fd < held_until_exec; fd++)
    error = posix_spawn_file_actions_addclose(actions, fd);
  int first = held_until_exec >= 3 ? held_until_exec + 1 : 3;
  if (!error) error = posix_spawn_file_actions_addclosefrom_np(actions, first);
  return error;
}

int rung_spawn(const char *program, char *const arguments[], char *const environment[],
               const char *working_directory, const char *log_file, int held_until_exec,
               pid_t *pid) {
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  int error = posix_spawnattr_init(&attributes);
  if (error) return error;
  error = posix_spawn_file_actions_init(&actions);
  if (error) {
    posix_spawnattr_destroy(&attributes);
    return error;
  }
  error = set_attributes(&attributes);
  if (!error) error = set_files(&actions, working_directory, log_file, held_until_exec);
  if (!error) error = posix_spawn(pid, program, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}
