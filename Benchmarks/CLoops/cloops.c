#include "cloops.h"

#include <libpq-fe.h>
#include <mysql.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int64_t big_endian(int64_t value) { return (int64_t)__builtin_bswap64((uint64_t)value); }

/* One prepared statement, one row there and one back, again and again. */
double cloop_pq_select(const char *conninfo, int count) {
    PGconn *conn = PQconnectdb(conninfo);
    Oid types[] = {20};
    if (PQstatus(conn) != CONNECTION_OK) return -1;
    PQclear(PQprepare(conn, "s", "SELECT $1 AS one", 1, types));
    double start = seconds();
    for (int i = 0; i < count; i++) {
        int64_t value = big_endian(i);
        const char *values[] = {(const char *)&value};
        int lengths[] = {8}, formats[] = {1};
        PGresult *result = PQexecPrepared(conn, "s", 1, values, lengths, formats, 1);
        if (PQresultStatus(result) != PGRES_TUPLES_OK) return -1;
        PQclear(result);
    }
    double taken = seconds() - start;
    PQfinish(conn);
    return taken;
}

static int drain(PGconn *conn, int *left) {
    while (*left > 0 && !PQisBusy(conn)) {
        PGresult *result = PQgetResult(conn);
        if (result == NULL) {
            if (PQisBusy(conn)) return 0;
            continue;
        }
        ExecStatusType status = PQresultStatus(result);
        PQclear(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_PIPELINE_SYNC) return -1;
        (*left)--;
    }
    return 0;
}

/* A batch of inserts through the pipeline mode, in one transaction. */
double cloop_pq_insert(const char *conninfo, int count) {
    PGconn *conn = PQconnectdb(conninfo);
    Oid types[] = {20, 25};
    if (PQstatus(conn) != CONNECTION_OK) return -1;
    PQclear(PQexec(conn, "CREATE TEMP TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL)"));
    double start = seconds();
    PQclear(PQexec(conn, "BEGIN"));
    PQclear(PQprepare(conn, "i", "INSERT INTO things (id, name) VALUES ($1, $2)", 2, types));
    PQsetnonblocking(conn, 1);
    PQenterPipelineMode(conn);
    int left = count + 1;
    for (int i = 0; i < count; i++) {
        int64_t id = big_endian(i);
        const char *values[] = {(const char *)&id, "a name of some length"};
        int lengths[] = {8, 0}, formats[] = {1, 0};
        if (!PQsendQueryPrepared(conn, "i", 2, values, lengths, formats, 1)) return -1;
        if (i % 64 == 63) {
            if (PQflush(conn) < 0 || !PQconsumeInput(conn) || drain(conn, &left) < 0) return -1;
        }
    }
    PQpipelineSync(conn);
    while (left > 0) {
        int unsent = PQflush(conn);
        struct pollfd wait = {PQsocket(conn), (short)(POLLIN | (unsent ? POLLOUT : 0)), 0};
        if (drain(conn, &left) < 0) return -1;
        if (left > 0 && PQisBusy(conn)) {
            poll(&wait, 1, -1);
            if (!PQconsumeInput(conn)) return -1;
        }
    }
    PQexitPipelineMode(conn);
    PQsetnonblocking(conn, 0);
    PQclear(PQexec(conn, "COMMIT"));
    double taken = seconds() - start;
    PQfinish(conn);
    return taken;
}

static MYSQL *connect_mysql(const char *host, int port, const char *user, const char *password, const char *database) {
    MYSQL *conn = mysql_init(NULL);
    if (!mysql_real_connect(conn, host, user, password, database, (unsigned)port, NULL, 0)) return NULL;
    return conn;
}

double cloop_mysql_select(const char *host, int port, const char *user, const char *password, const char *database, int count) {
    MYSQL *conn = connect_mysql(host, port, user, password, database);
    if (!conn) return -1;
    MYSQL_STMT *stmt = mysql_stmt_init(conn);
    const char *text = "SELECT ? AS one";
    if (mysql_stmt_prepare(stmt, text, strlen(text))) return -1;
    int64_t value = 0, read = 0;
    MYSQL_BIND in, out;
    memset(&in, 0, sizeof in);
    memset(&out, 0, sizeof out);
    in.buffer_type = out.buffer_type = MYSQL_TYPE_LONGLONG;
    in.buffer = &value;
    out.buffer = &read;
    double start = seconds();
    for (int i = 0; i < count; i++) {
        value = i;
        if (mysql_stmt_bind_param(stmt, &in) || mysql_stmt_execute(stmt) || mysql_stmt_bind_result(stmt, &out)) return -1;
        while (mysql_stmt_fetch(stmt) == 0) {}
        mysql_stmt_free_result(stmt);
    }
    double taken = seconds() - start;
    mysql_stmt_close(stmt);
    mysql_close(conn);
    return taken;
}

/* A batch of inserts through the bulk execution of MariaDB, in one transaction. */
double cloop_mysql_insert(const char *host, int port, const char *user, const char *password, const char *database, int count) {
    MYSQL *conn = connect_mysql(host, port, user, password, database);
    if (!conn) return -1;
    if (mysql_query(conn, "CREATE TEMPORARY TABLE things (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL)")) return -1;
    double start = seconds();
    mysql_query(conn, "START TRANSACTION");
    MYSQL_STMT *stmt = mysql_stmt_init(conn);
    const char *text = "INSERT INTO things (id, name) VALUES (?, ?)";
    if (mysql_stmt_prepare(stmt, text, strlen(text))) return -1;
    enum { size = 1000 };
    static int64_t ids[size];
    static char *names[size];
    static unsigned long lengths[size];
    for (int first = 0; first < count; first += size) {
        unsigned rows = (unsigned)(count - first < size ? count - first : size);
        for (unsigned i = 0; i < rows; i++) {
            ids[i] = first + (int)i;
            names[i] = "a name of some length";
            lengths[i] = strlen(names[i]);
        }
        MYSQL_BIND binds[2];
        memset(binds, 0, sizeof binds);
        binds[0].buffer_type = MYSQL_TYPE_LONGLONG;
        binds[0].buffer = ids;
        binds[1].buffer_type = MYSQL_TYPE_STRING;
        binds[1].buffer = names;
        binds[1].length = lengths;
        mysql_stmt_attr_set(stmt, STMT_ATTR_ARRAY_SIZE, &rows);
        if (mysql_stmt_bind_param(stmt, binds) || mysql_stmt_execute(stmt)) return -1;
    }
    mysql_query(conn, "COMMIT");
    double taken = seconds() - start;
    mysql_stmt_close(stmt);
    mysql_close(conn);
    return taken;
}
