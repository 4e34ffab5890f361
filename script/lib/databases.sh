# Sourced: private database servers for the tests, on loopback, with data that is thrown away.
# shellcheck shell=bash
#
#   databases_start NAME…  returns at once; these servers come up in the background, before PostgreSQL a pooler as well.
#                          Without names: postgresql and mariadb, which are installed; see engines.sh and servers.sh for others
#   databases_wait         returns when all can be used, and exports the addresses of the first of each kind
#   databases_use NAME     exports the address of that one: JOBU_TEST_POSTGRES_* or, for MariaDB and MySQL, JOBU_TEST_MYSQL_*:
#                          SERVER (its name), HOST, PORT, SOCKET (for PostgreSQL the folder it is in), USER, PASSWORD, DATABASE;
#                          JOBU_TEST_PGBOUNCER_PORT is a pooler in transaction mode before PostgreSQL
#   databases_durable      makes those in use sync what they commit, as transactions over several databases demand of real servers
#   databases_stop         stops all and removes their data; may be called at any time, also twice

# shellcheck source=script/lib/servers.sh
source "$ROOT/script/lib/servers.sh"
# shellcheck source=script/lib/engines.sh
source "$ROOT/script/lib/engines.sh"

DATABASES_DIR=
DATABASES_NAMES=()
declare -A DATABASES_KEEPER=() DATABASES_PORT=()

databases_start() {
    local name ports
    DATABASES_NAMES=("$@")
    if (($# == 0)); then DATABASES_NAMES=(postgresql mariadb); fi
    for name in "${DATABASES_NAMES[@]}"; do
        engine_kind "$name" >/dev/null
        if [[ -n "${SERVERS_SUITE[$name]:-}" ]]; then servers_need "$name"; fi
    done
    # Not below TMPDIR: the path of a unix socket has at most 107 bytes.
    DATABASES_DIR="$(mktemp -d /tmp/jobu-test.XXXXXX)"
    read -r -a ports <<<"$(databases_free_ports $((${#DATABASES_NAMES[@]} + 1)))"
    DATABASES_PORT[pgbouncer]="${ports[-1]}"
    for name in "${!DATABASES_NAMES[@]}"; do DATABASES_PORT["${DATABASES_NAMES[$name]}"]="${ports[$name]}"; done
    for name in "${DATABASES_NAMES[@]}" pgbouncer; do mkdir "$DATABASES_DIR/$name"; done
    if ((EUID == 0)); then chown -R nobody "$DATABASES_DIR"; fi
    for name in "${DATABASES_NAMES[@]}"; do databases_keep "$name" "$(engine_kind "$name")_keep" "$name"; done
    for name in "${DATABASES_NAMES[@]}"; do
        if [[ "$name" == postgresql* ]]; then
            databases_keep pgbouncer pgbouncer_keep "$name"
            return
        fi
    done
}

databases_wait() {
    local index
    for index in "${!DATABASES_KEEPER[@]}"; do databases_await "$index"; done
    for ((index = ${#DATABASES_NAMES[@]} - 1; index >= 0; index--)); do databases_use "${DATABASES_NAMES[$index]}"; done
}

databases_use() {
    local name="$1" kind variable socket
    kind="$(engine_kind "$name")"
    variable="JOBU_TEST_${kind^^}"
    socket="$DATABASES_DIR/$name"
    if [[ "$kind" == mysql ]]; then socket+=/socket; fi
    export "${variable}_SERVER=$name" "${variable}_HOST=127.0.0.1" "${variable}_PORT=${DATABASES_PORT[$name]}" \
        "${variable}_SOCKET=$socket" "${variable}_USER=jobu" "${variable}_PASSWORD=jobu" "${variable}_DATABASE=jobu"
    if [[ "$kind" == postgres ]]; then export JOBU_TEST_PGBOUNCER_PORT="${DATABASES_PORT[pgbouncer]}"; fi
}

databases_durable() {
    local psql=(psql --quiet --no-psqlrc --tuples-only --no-align --host="$JOBU_TEST_POSTGRES_SOCKET"
        --port="$JOBU_TEST_POSTGRES_PORT" --username=jobu --dbname=jobu)
    "${psql[@]}" --command="ALTER SYSTEM SET fsync = on" --command="SELECT pg_reload_conf()" >/dev/null
    until [[ "$("${psql[@]}" --command="SHOW fsync")" == on ]]; do sleep 0.1; done
    mariadb --no-defaults --socket="$JOBU_TEST_MYSQL_SOCKET" --user=root \
        --execute="SET GLOBAL innodb_flush_log_at_trx_commit = 1; SET GLOBAL sync_binlog = 1"
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
    local name="$1"
    shift
    "$@" >"$DATABASES_DIR/$name.log" 2>&1 &
    DATABASES_KEEPER[$name]=$!
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

# So many ports that nobody listens on; three where it is not said.
databases_free_ports() {
    python3 -c '
import socket, sys
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(server.getsockname()[1] for server in held))' "${1:-3}"
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
    local name="$1" home="$DATABASES_DIR/$1" port="${DATABASES_PORT[$1]}" programs
    # INT is the fast shutdown: it does not wait for clients to leave.
    databases_end_server_with INT
    unset "${!PG@}"
    # Those that ask are this machine's own.
    programs="$(engine_postgres_programs postgresql)"
    echo jobu >"$home/password"
    chmod a+r "$home/password"
    engine_make "$name" "$home" --pwfile="$home/password" --auth-local=trust --auth-host=scram-sha-256
    # In the file, not on the command line, so that databases_durable can change it.
    echo "fsync = off" >>"$home/data/postgresql.conf"
    # No fsync: the tests kill processes, not machines. A zone far from UTC shows code that trusts the session's.
    (engine_serve "$name" "$home" "$port" -c max_prepared_transactions=50 -c max_connections=600 -c shared_buffers=64MB \
        -c timezone=Asia/Seoul) &
    databases_retry "$programs/pg_isready" --quiet --host="$home" --port="$port"
    "$programs/createdb" --host="$home" --port="$port" --username=jobu jobu
    touch "$DATABASES_DIR/$name.ready"
    wait "$!"
}

# MariaDB and MySQL. What is committed reaches the operating system, and that is safe from the killing of processes.
mysql_keep() {
    local name="$1" home="$DATABASES_DIR/$1" socket="$DATABASES_DIR/$1/socket" options=()
    databases_end_server_with TERM
    if [[ "$name" == mariadb* ]]; then options=(--skip-test-db); fi
    engine_make "$name" "$home" "${options[@]}"
    (engine_serve "$name" "$home" "${DATABASES_PORT[$name]}" --max-connections=600 --default-time-zone=+09:00) &
    databases_retry mariadb-admin --no-defaults --socket="$socket" --user=root --silent ping
    mariadb --no-defaults --socket="$socket" --user=root --execute="
        CREATE DATABASE jobu;
        CREATE USER jobu@'%' IDENTIFIED BY 'jobu';
        CREATE USER jobu@localhost IDENTIFIED BY 'jobu';
        GRANT ALL ON *.* TO jobu@'%' WITH GRANT OPTION;
        GRANT ALL ON *.* TO jobu@localhost WITH GRANT OPTION;"
    touch "$DATABASES_DIR/$name.ready"
    wait "$!"
}

# Lends sessions by the transaction. It may start before PostgreSQL does.
pgbouncer_keep() {
    local home="$DATABASES_DIR/pgbouncer" port="${DATABASES_PORT[pgbouncer]}"
    databases_end_server_with TERM
    printf '%s\n' '[databases]' "* = host=127.0.0.1 port=${DATABASES_PORT[$1]} user=jobu password=jobu" '[pgbouncer]' \
        'listen_addr = 127.0.0.1' "listen_port = $port" 'unix_socket_dir =' 'auth_type = any' 'pool_mode = transaction' \
        'max_client_conn = 1000' 'default_pool_size = 4' 'server_idle_timeout = 5' 'log_connections = 0' \
        'log_disconnections = 0' >"$home/config.ini"
    chmod a+r "$home/config.ini"
    (engine_exec pgbouncer /usr/sbin/pgbouncer "$home/config.ini") &
    databases_retry python3 -c "import socket; socket.create_connection(('127.0.0.1', $port), 1)" 2>/dev/null
    touch "$DATABASES_DIR/pgbouncer.ready"
    wait "$!"
}
