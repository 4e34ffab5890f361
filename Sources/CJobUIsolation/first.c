#define _GNU_SOURCE
#include "cjobuisolation.h"

#include <errno.h>
#include <signal.h>

int jobu_is_ignored(int signal) {
    struct sigaction action;
    return sigaction(signal, NULL, &action) == 0 && !(action.sa_flags & SA_SIGINFO) && action.sa_handler == SIG_IGN;
}

#ifdef __linux__

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile pid_t program;

/* Whichever thread receives it: to the first process of a namespace the system gives only what it handles. */
static void pass_on(int signal) {
    int before = errno;
    if (program > 0) kill(program, signal);
    errno = before;
}

static void pass_on_all(void) {
    static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGWINCH, SIGCONT};
    struct sigaction action = {0};
    action.sa_handler = pass_on;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    for (unsigned index = 0; index < sizeof signals / sizeof signals[0]; index++) {
        if (!jobu_is_ignored(signals[index])) sigaction(signals[index], &action, NULL);
    }
}

int jobu_run_as_first(const char *path, char *const arguments[], char *const environment[]) {
    posix_spawnattr_t attributes;
    sigset_t all, before;
    pid_t started = 0;
    int error = posix_spawnattr_init(&attributes);
    if (error != 0) return error;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    /* A group of its own, so that what a terminal sends does not come twice. */
    error = posix_spawnattr_setpgroup(&attributes, 0);
    if (error == 0) error = posix_spawnattr_setsigmask(&attributes, &before);
    if (error == 0) error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    if (error == 0) error = posix_spawn(&started, path, NULL, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    if (error == 0) {
        program = started;
        /* The terminal is the program's; SIGTTOU is blocked here. */
        if (isatty(STDIN_FILENO)) tcsetpgrp(STDIN_FILENO, started);
        pass_on_all();
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error != 0) return error;
    for (;;) {
        int status = 0;
        pid_t ended = waitpid(-1, &status, 0);
        if (ended == started) _exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
        if (ended < 0 && errno != EINTR) _exit(1);
    }
}

#else

int jobu_run_as_first(const char *path, char *const arguments[], char *const environment[]) {
    (void)path, (void)arguments, (void)environment;
    return ENOSYS;
}

#endif
