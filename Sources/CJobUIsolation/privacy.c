#define _GNU_SOURCE
#include "cjobuisolation.h"

#ifdef __linux__
#include <sys/prctl.h>

int jobu_hide_process(int hidden) { return prctl(PR_SET_DUMPABLE, hidden ? 0 : 1, 0, 0, 0); }

#else

int jobu_hide_process(int hidden) {
    (void)hidden;
    return 0;
}

#endif
