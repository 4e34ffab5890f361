/* What a worker's child processes need of the system that Swift cannot call: variadic functions, and code around `exec`. */
#ifndef JOBU_ISOLATION_H
#define JOBU_ISOLATION_H

#include <stdint.h>
#include <sys/types.h>

/* A pipe that no program started later inherits; 0, or -1 with errno. */
int jobu_pipe(int ends[2]);

/* Starts a program as the leader of a session of its own. `descriptors` become its 0, 1, 2 and 3, each to be higher than 3 here;
 * nothing else that is open here is open there. Returns 0, or an error number. */
int jobu_spawn(pid_t *pid, const char *path, char *const arguments[], char *const environment[], const int descriptors[4]);

/* A descriptor that can be read when the process has ended; -1 with errno where the system has none. */
int jobu_exit_watch(pid_t pid);

/* Sends a signal to every process of a session but `spare`, whatever group it is in. Once for SIGTERM; for SIGKILL until none is left that
 * could start another. May be called in a signal handler. */
void jobu_signal_session(pid_t session, int signal, pid_t spare);

/* Kills the calling process and everything it has started. May be called in a signal handler. */
void jobu_end_session(void);

/* Makes the calling process one that lives no longer than `parent`: its whole session is killed when `parent` ends. It leaves SIGINT,
 * SIGTERM and SIGHUP to its parent, collects orphans of its own children, and writes its standard output line by line.
 * Returns 0, or -1 when `parent` is gone already. */
int jobu_become_child(pid_t parent);

/* Whether the calling process has children, alive or not collected. */
int jobu_has_children(void);

/* Whether a signal is ignored, as `nohup` and shells want it for what they start in the background. */
int jobu_is_ignored(int signal);

/* For the first process of a process namespace, such as a container: starts the program as the leader of a group of its own, passes signals
 * on to it, collects every process that ends without a parent, and ends with the program's exit code, or 128 and its signal. Returns only
 * when the program cannot be started, with an error number. */
int jobu_run_as_first(const char *path, char *const arguments[], char *const environment[]);

/* Closes the calling process to the other programs of its user, or opens it again: its memory, its environment, its core dump. Programs that
 * it starts are open. Returns 0, or -1 with errno. */
int jobu_hide_process(int hidden);

/* The name under which `ps`, `top` and `pgrep` show the calling process, of which 15 bytes count. */
void jobu_name_process(const char *name);

/* Limits the bytes of private memory the calling process may map; UINT64_MAX for no limit. */
int jobu_limit_memory(uint64_t bytes);

#endif
