#include "cloops.h"

#include <libpq-fe.h>
#include <mysql.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Two statements a batch, each a transaction of its own. */
double cloop_pq_drain(const char *conninfo, int batch) {
    PGconn *conn = PQconnectdb(conninfo);
    if (PQstatus(conn) != CONNECTION_OK) return -1;
    PQclear(PQprepare(conn, "claim",
        "UPDATE job_executions SET status = 'RUNNING', worker_id = 1, fence = fence + 1, attempt = attempt + 1, started_at = now() "
        "WHERE id = ANY (ARRAY (SELECT id FROM job_executions WHERE status IN ('PENDING', 'RETRY') AND queue = 'default' "
        "AND run_at <= now() ORDER BY claim_order LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING id, fence, handler_params", 1, NULL));
    PQclear(PQprepare(conn, "finish",
        "UPDATE job_executions e SET status = 'SUCCESS', finished_at = now() "
        "FROM unnest($1::bigint[], $2::bigint[]) AS v (id, fence) "
        "WHERE e.id = v.id AND e.fence = v.fence AND e.worker_id = 1 AND e.status = 'RUNNING'", 2, NULL));
    /* A plan that is kept would take the lists for short ones. */
    PQclear(PQexec(conn, "SET plan_cache_mode = force_custom_plan"));
    char limit[16];
    snprintf(limit, sizeof limit, "%d", batch);
    char *ids = malloc((size_t)batch * 24 + 8), *fences = malloc((size_t)batch * 24 + 8);
    double start = seconds();
    while (1) {
        const char *values[] = {limit};
        PGresult *result = PQexecPrepared(conn, "claim", 1, values, NULL, NULL, 0);
        if (PQresultStatus(result) != PGRES_TUPLES_OK) return -1;
        int rows = PQntuples(result);
        char *id = ids, *fence = fences;
        for (int i = 0; i < rows; i++) {
            id += sprintf(id, "%c%s", i == 0 ? '{' : ',', PQgetvalue(result, i, 0));
            fence += sprintf(fence, "%c%s", i == 0 ? '{' : ',', PQgetvalue(result, i, 1));
        }
        PQclear(result);
        if (rows == 0) break;
        strcpy(id, "}");
        strcpy(fence, "}");
        const char *lists[] = {ids, fences};
        result = PQexecPrepared(conn, "finish", 2, lists, NULL, NULL, 0);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) return -1;
        PQclear(result);
    }
    double taken = seconds() - start;
    free(ids);
    free(fences);
    PQfinish(conn);
    return taken;
}

/* This engine returns no rows from an update: they are read under lock, and updated by their ids. */
double cloop_mysql_drain(const char *host, int port, const char *user, const char *password, const char *database, int batch) {
    MYSQL *conn = mysql_init(NULL);
    if (!mysql_real_connect(conn, host, user, password, database, (unsigned)port, NULL, 0)) return -1;
    mysql_query(conn, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, time_zone = '+00:00'");
    size_t size = (size_t)batch * 24 + 400;
    char select[400], *ids = malloc(size), *text = malloc(size + 400);
    snprintf(select, sizeof select,
        "SELECT id, fence, handler_params FROM job_executions FORCE INDEX (job_executions_claim) WHERE waits = 1 AND queue = 'default' "
        "AND run_at <= UTC_TIMESTAMP(6) ORDER BY claim_order LIMIT %d FOR UPDATE SKIP LOCKED", batch);
    double start = seconds();
    while (1) {
        if (mysql_query(conn, "START TRANSACTION") || mysql_query(conn, select)) return -1;
        MYSQL_RES *result = mysql_store_result(conn);
        MYSQL_ROW row;
        char *id = ids;
        int rows = 0;
        while ((row = mysql_fetch_row(result))) id += sprintf(id, rows++ ? ",%s" : "%s", row[0]);
        mysql_free_result(result);
        if (rows > 0) {
            sprintf(text, "UPDATE job_executions SET status = 'RUNNING', worker_id = 1, fence = fence + 1, attempt = attempt + 1, "
                          "started_at = UTC_TIMESTAMP(6) WHERE id IN (%s)", ids);
            if (mysql_query(conn, text)) return -1;
        }
        if (mysql_query(conn, "COMMIT")) return -1;
        if (rows == 0) break;
        sprintf(text, "UPDATE job_executions SET status = 'SUCCESS', finished_at = UTC_TIMESTAMP(6) "
                      "WHERE id IN (%s) AND worker_id = 1 AND status = 'RUNNING'", ids);
        if (mysql_query(conn, text)) return -1;
    }
    double taken = seconds() - start;
    free(ids);
    free(text);
    mysql_close(conn);
    return taken;
}

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql) {
    sqlite3_stmt *statement = NULL;
    return sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) == SQLITE_OK ? statement : NULL;
}

/* One transaction claims a batch, a second one ends it row by row: there is no round trip to spare. */
double cloop_sqlite_drain(const char *path, int batch) {
    sqlite3 *db = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK) return -1;
    sqlite3_exec(db, "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000", NULL, NULL, NULL);
    sqlite3_stmt *claim = prepared(db,
        "UPDATE job_executions SET status = 'RUNNING', worker_id = 1, fence = fence + 1, attempt = attempt + 1, started_at = 1 "
        "WHERE id IN (SELECT id FROM job_executions WHERE status IN ('PENDING', 'RETRY') AND queue = 'default' "
        "ORDER BY claim_order LIMIT ?) RETURNING id, fence, handler_params");
    sqlite3_stmt *finish = prepared(db,
        "UPDATE job_executions SET status = 'SUCCESS', finished_at = 2 "
        "WHERE id = ? AND fence = ? AND worker_id = 1 AND status = 'RUNNING'");
    if (!claim || !finish) return -1;
    sqlite3_int64 *ids = malloc((size_t)batch * sizeof *ids), *fences = malloc((size_t)batch * sizeof *fences);
    double start = seconds();
    while (1) {
        int rows = 0, step;
        sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        sqlite3_bind_int(claim, 1, batch);
        while ((step = sqlite3_step(claim)) == SQLITE_ROW) {
            ids[rows] = sqlite3_column_int64(claim, 0);
            fences[rows++] = sqlite3_column_int64(claim, 1);
        }
        sqlite3_reset(claim);
        if (step != SQLITE_DONE || sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) return -1;
        if (rows == 0) break;
        sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        for (int i = 0; i < rows; i++) {
            sqlite3_bind_int64(finish, 1, ids[i]);
            sqlite3_bind_int64(finish, 2, fences[i]);
            if (sqlite3_step(finish) != SQLITE_DONE) return -1;
            sqlite3_reset(finish);
        }
        if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) return -1;
    }
    double taken = seconds() - start;
    free(ids);
    free(fences);
    sqlite3_finalize(claim);
    sqlite3_finalize(finish);
    sqlite3_close(db);
    return taken;
}
