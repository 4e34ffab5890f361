#define _GNU_SOURCE
#include "cjobuisolation.h"

#ifdef __linux__

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A process group does not do: programs that Foundation starts lead groups of their own. A session holds them, also when the process that
 * started them is gone. Nothing here allocates or locks. */

struct kernel_dirent {
    unsigned long long inode;
    long long offset;
    unsigned short length;
    unsigned char type;
    char name[];
};

static pid_t number(const char *text) {
    pid_t value = 0;
    for (; *text >= '0' && *text <= '9' && value < 100000000; text++) value = value * 10 + (*text - '0');
    return *text == '\0' || *text == ' ' ? value : 0;
}

/* Whether a process that is not a zombie belongs to the session. */
static int belongs(int proc, const char *name, pid_t session) {
    char path[32], text[512], *field;
    ssize_t size;
    int file;
    if (strlen(name) > 20) return 0;
    strcpy(path, name);
    strcat(path, "/stat");
    file = openat(proc, path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    size = read(file, text, sizeof text - 1);
    close(file);
    if (size <= 0) return 0;
    text[size] = '\0';
    /* Behind the name, which may hold anything: state, parent, group, session. */
    field = strrchr(text, ')');
    if (field == NULL || field[1] != ' ' || field[2] == 'Z' || field[2] == 'X') return 0;
    field += 2;
    for (int skipped = 0; skipped < 3; skipped++) {
        field = strchr(field, ' ');
        if (field == NULL) return 0;
        field++;
    }
    return number(field) == session;
}

/* Returns how many there were. */
static int signal_once(pid_t session, int signal, pid_t spare) {
    _Alignas(struct kernel_dirent) char buffer[8192];
    int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int found = 0;
    long size;
    if (proc < 0) return 0;
    while ((size = syscall(SYS_getdents64, proc, buffer, sizeof buffer)) > 0) {
        for (long at = 0; at < size;) {
            struct kernel_dirent *entry = (struct kernel_dirent *)(buffer + at);
            pid_t pid = number(entry->name);
            at += entry->length;
            if (pid > 0 && pid != spare && belongs(proc, entry->name, session) && kill(pid, signal) == 0) found++;
        }
    }
    close(proc);
    return found;
}

void jobu_signal_session(pid_t session, int signal, pid_t spare) {
    int rounds = signal == SIGKILL ? 20 : 1;
    while (rounds-- > 0 && signal_once(session, signal, spare) > 0) {}
}

void jobu_end_session(void) {
    jobu_signal_session(getsid(0), SIGKILL, getpid());
    kill(0, SIGKILL);
    _exit(1);
}

#endif
