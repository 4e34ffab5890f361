/* What a plain C program needs for the same work: each returns seconds, or -1 when something failed. */
#ifndef JOBU_CLOOPS_H
#define JOBU_CLOOPS_H

double cloop_pq_select(const char *conninfo, int count);
double cloop_pq_insert(const char *conninfo, int count);
double cloop_mysql_select(const char *host, int port, const char *user, const char *password, const char *database, int count);
double cloop_mysql_insert(const char *host, int port, const char *user, const char *password, const char *database, int count);

/* Claims and finishes all that waits in job_executions, in batches, with one connection. */
double cloop_pq_drain(const char *conninfo, int batch);
double cloop_mysql_drain(const char *host, int port, const char *user, const char *password, const char *database, int batch);
double cloop_sqlite_drain(const char *path, int batch);

#endif
