#define _GNU_SOURCE
#include "cjobuisolation.h"

#ifdef __linux__
#include <sys/prctl.h>

void jobu_name_process(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

#else

void jobu_name_process(const char *name) { (void)name; }

#endif
