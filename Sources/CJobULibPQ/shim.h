#include <libpq-fe.h>

#ifdef __linux__
/* Of the C library, which shows it to GNU sources only. */
extern int dup3(int from, int to, int flags);
#endif
