#define _GNU_SOURCE
#include "cjobuisolation.h"

#include <errno.h>
#include <fcntl.h>

#ifdef __linux__

#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int jobu_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC);
}

int jobu_spawn(pid_t *pid, const char *path, char *const arguments[], char *const environment[], const int descriptors[4]) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) return error;
    error = posix_spawnattr_init(&attributes);
    if (error != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    for (int index = 0; error == 0 && index < 4; index++) {
        error = posix_spawn_file_actions_adddup2(&actions, descriptors[index], index);
    }
    if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(&actions, 4);
    /* Neither what this process blocks nor what it ignores is the child's business. */
    sigemptyset(&none);
    sigfillset(&all);
    if (error == 0) error = posix_spawnattr_setsigmask(&attributes, &none);
    if (error == 0) error = posix_spawnattr_setsigdefault(&attributes, &all);
    if (error == 0) {
        error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    if (error == 0) error = posix_spawn(pid, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int jobu_exit_watch(pid_t pid) {
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

/* The parent is gone. Not SIGKILL from the kernel, which would reach this process alone and leave what it has started. */
static void end_session(int signal) {
    (void)signal;
    jobu_end_session();
}

/* A handler and not SIG_IGN: programs that this process starts shall hear these signals, and a handler does not outlive `exec`. */
static void leave_to_parent(int signal) {
    (void)signal;
}

int jobu_become_child(pid_t parent) {
    struct sigaction action = {0};
    sigset_t death;
    int death_signal = SIGRTMIN + 7;

    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    action.sa_handler = leave_to_parent;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    action.sa_handler = end_session;
    sigaction(death_signal, &action, NULL);
    sigemptyset(&death);
    sigaddset(&death, death_signal);
    sigprocmask(SIG_UNBLOCK, &death, NULL);
    signal(SIGPIPE, SIG_IGN);

    setvbuf(stdout, NULL, _IOLBF, 0);
    prctl(PR_SET_NAME, "jobu-isolated");
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PDEATHSIG, death_signal);
    return getppid() == parent ? 0 : -1;
}

int jobu_has_children(void) {
    siginfo_t info;
    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

int jobu_limit_memory(uint64_t bytes) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_DATA, &limit) != 0) return -1;
    limit.rlim_cur = bytes < limit.rlim_max ? (rlim_t)bytes : limit.rlim_max;
    return setrlimit(RLIMIT_DATA, &limit);
}

#else

/* Elsewhere nothing tells a process of its parent's end: no child is started. */
int jobu_spawn(pid_t *pid, const char *path, char *const arguments[], char *const environment[], const int descriptors[4]) {
    (void)pid, (void)path, (void)arguments, (void)environment, (void)descriptors;
    return ENOSYS;
}
int jobu_pipe(int ends[2]) { (void)ends; errno = ENOSYS; return -1; }
int jobu_exit_watch(pid_t pid) { (void)pid; errno = ENOSYS; return -1; }
int jobu_become_child(pid_t parent) { (void)parent; return -1; }
int jobu_has_children(void) { return 0; }
void jobu_signal_session(pid_t session, int signal, pid_t spare) { (void)session, (void)signal, (void)spare; }
void jobu_end_session(void) {}
int jobu_limit_memory(uint64_t bytes) { (void)bytes; return -1; }

#endif
