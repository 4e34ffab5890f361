# Sourced: private PostgreSQL and MariaDB servers for the tests, on loopback, with data that is thrown away.
# shellcheck shell=bash
#
#   databases_start   returns at once; both servers come up in the background
#   databases_wait    returns when both can be used, and exports JOBU_TEST_POSTGRES_* and JOBU_TEST_MYSQL_*:
#                     HOST, PORT, SOCKET (for PostgreSQL the folder it is in), USER, PASSWORD, DATABASE;
#                     JOBU_TEST_PGBOUNCER_PORT is a pooler in transaction mode before PostgreSQL
#   databases_durable makes both sync what they commit, as transactions over several databases demand of real servers
#   databases_stop    stops all and removes their data; may be called at any time, also twice

DATABASES_DIR=
declare -A DATABASES_KEEPER=()

databases_start() {
    # Not below TMPDIR: the path of a unix socket has at most 107 bytes.
    DATABASES_DIR="$(mktemp -d /tmp/jobu-test.XXXXXX)"
    mkdir "$DATABASES_DIR/postgres" "$DATABASES_DIR/mysql" "$DATABASES_DIR/pgbouncer"
    # Neither server will run as root: there they run as nobody.
    if ((EUID == 0)); then chown -R nobody "$DATABASES_DIR"; fi
    read -r POSTGRES_PORT MYSQL_PORT PGBOUNCER_PORT <<<"$(databases_free_ports)"
    databases_keep postgres
    databases_keep mysql
    databases_keep pgbouncer
}

databases_wait() {
    local name variable
    for name in postgres mysql; do
        databases_await "$name"
        variable="JOBU_TEST_${name^^}"
        export "${variable}_HOST=127.0.0.1" "${variable}_USER=jobu" "${variable}_PASSWORD=jobu" "${variable}_DATABASE=jobu"
    done
    databases_await pgbouncer
    export JOBU_TEST_PGBOUNCER_PORT="$PGBOUNCER_PORT"
    export JOBU_TEST_POSTGRES_PORT="$POSTGRES_PORT" JOBU_TEST_POSTGRES_SOCKET="$DATABASES_DIR/postgres"
    export JOBU_TEST_MYSQL_PORT="$MYSQL_PORT" JOBU_TEST_MYSQL_SOCKET="$DATABASES_DIR/mysql/socket"
}

databases_durable() {
    local psql=(psql --quiet --no-psqlrc --tuples-only --no-align --host="$JOBU_TEST_POSTGRES_SOCKET"
        --port="$JOBU_TEST_POSTGRES_PORT" --username=jobu --dbname=jobu)
    "${psql[@]}" --command="ALTER SYSTEM SET fsync = on" --command="SELECT pg_reload_conf()" >/dev/null
    until [[ "$("${psql[@]}" --command="SHOW fsync")" == on ]]; do sleep 0.1; done
    mariadb --no-defaults --socket="$JOBU_TEST_MYSQL_SOCKET" --user=root \
        --execute="SET GLOBAL innodb_flush_log_at_trx_commit = 1"
}

databases_stop() {
    local name
    for name in "${!DATABASES_KEEPER[@]}"; do
        kill -TERM "${DATABASES_KEEPER[$name]}" 2>/dev/null || true
    done
    for name in "${!DATABASES_KEEPER[@]}"; do
        wait "${DATABASES_KEEPER[$name]}" 2>/dev/null || true
        unset "DATABASES_KEEPER[$name]"
    done
    if [[ -n "$DATABASES_DIR" ]]; then rm -rf "$DATABASES_DIR"; fi
    DATABASES_DIR=
}

# One background shell keeps one server for all its life, so that there is always somebody who knows its process id.
databases_keep() {
    "${1}_keep" >"$DATABASES_DIR/$1.log" 2>&1 &
    DATABASES_KEEPER[$1]=$!
}

# Returns when the server can be used; fails when its keeper has ended instead.
databases_await() {
    until [[ -e "$DATABASES_DIR/$1.ready" ]]; do
        if ! kill -0 "${DATABASES_KEEPER[$1]}" 2>/dev/null; then
            tail -n 40 "$DATABASES_DIR/$1.log" >&2
            fail "the $1 server for the tests did not start; its log is above"
        fi
        sleep 0.1
    done
}

databases_free_ports() {
    python3 -c '
import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
print(*(server.getsockname()[1] for server in held))'
}

# Replaces this (sub)shell with a program that runs as the servers' user.
databases_exec() {
    cd /
    if ((EUID == 0)); then
        exec setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups -- "$@"
    fi
    exec "$@"
}

# Whatever ends this keeper, its server ends first, with this signal. $! is read when it is needed: no moment is left
# in which the server runs and nobody knows its process id.
databases_end_server_with() {
    databases_signal="$1"
    databases_before="${!:-}"
    trap 'trap "" TERM; [[ "${!:-}" == "$databases_before" ]] || { kill "-$databases_signal" "$!" && wait "$!"; } || true' EXIT
    trap 'exit 0' TERM
}

# databases_retry COMMAND…: tries every tenth of a second, for a minute at most, while the server lives.
databases_retry() {
    local attempt
    for ((attempt = 0; attempt < 600; attempt++)); do
        if "$@"; then return; fi
        kill -0 "$!" || return 1
        sleep 0.1
    done
    return 1
}

postgres_keep() {
    local home="$DATABASES_DIR/postgres" programs
    # INT is the fast shutdown: it does not wait for clients to leave.
    databases_end_server_with INT
    unset "${!PG@}"
    programs="$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
    echo jobu >"$home/password"
    chmod a+r "$home/password"
    (databases_exec "$programs/initdb" --pgdata="$home/data" --username=jobu --pwfile="$home/password" \
        --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C --no-sync)
    # In the file, not on the command line, so that databases_durable can change it.
    echo "fsync = off" >>"$home/data/postgresql.conf"
    # No fsync: the tests kill processes, not machines. A zone far from UTC shows code that trusts the session's.
    (databases_exec "$programs/postgres" -D "$home/data" -p "$POSTGRES_PORT" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories="$home" \
        -c max_prepared_transactions=50 -c max_connections=600 -c shared_buffers=64MB \
        -c timezone=Asia/Seoul) &
    databases_retry "$programs/pg_isready" --quiet --host="$home" --port="$POSTGRES_PORT"
    "$programs/createdb" --host="$home" --port="$POSTGRES_PORT" --username=jobu jobu
    touch "$DATABASES_DIR/postgres.ready"
    wait "$!"
}

mysql_keep() {
    local home="$DATABASES_DIR/mysql" client
    databases_end_server_with TERM
    PATH="$PATH:/usr/sbin"
    (databases_exec mariadb-install-db --no-defaults --datadir="$home/data" --auth-root-authentication-method=normal \
        --skip-test-db --skip-name-resolve)
    # What is committed reaches the operating system, and that is safe from the killing of processes.
    (databases_exec mariadbd --no-defaults --datadir="$home/data" --tmpdir="$home" --pid-file="$home/pid" \
        --socket="$home/socket" --port="$MYSQL_PORT" --bind-address=127.0.0.1 --skip-name-resolve \
        --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci --default-storage-engine=InnoDB \
        --innodb-buffer-pool-size=32M --innodb-log-file-size=16M --innodb-flush-log-at-trx-commit=2 \
        --max-connections=600 --default-time-zone=+09:00) &
    client=(mariadb --no-defaults --socket="$home/socket" --user=root)
    databases_retry mariadb-admin --no-defaults --socket="$home/socket" --user=root --silent ping
    "${client[@]}" --execute="
        CREATE DATABASE jobu;
        CREATE USER jobu@'%' IDENTIFIED BY 'jobu';
        CREATE USER jobu@localhost IDENTIFIED BY 'jobu';
        GRANT ALL ON *.* TO jobu@'%' WITH GRANT OPTION;
        GRANT ALL ON *.* TO jobu@localhost WITH GRANT OPTION;"
    touch "$DATABASES_DIR/mysql.ready"
    wait "$!"
}

# Lends sessions by the transaction. It may start before PostgreSQL does.
pgbouncer_keep() {
    local home="$DATABASES_DIR/pgbouncer"
    databases_end_server_with TERM
    printf '%s\n' '[databases]' "* = host=127.0.0.1 port=$POSTGRES_PORT user=jobu password=jobu" '[pgbouncer]' \
        'listen_addr = 127.0.0.1' "listen_port = $PGBOUNCER_PORT" 'unix_socket_dir =' 'auth_type = any' 'pool_mode = transaction' \
        'max_client_conn = 1000' 'default_pool_size = 4' 'server_idle_timeout = 5' 'log_connections = 0' \
        'log_disconnections = 0' >"$home/config.ini"
    chmod a+r "$home/config.ini"
    (databases_exec /usr/sbin/pgbouncer "$home/config.ini") &
    databases_retry python3 -c "import socket; socket.create_connection(('127.0.0.1', $PGBOUNCER_PORT), 1)" 2>/dev/null
    touch "$DATABASES_DIR/pgbouncer.ready"
    wait "$!"
}
