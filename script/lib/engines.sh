# Sourced: how the data of each kind of database server is made, and how the server is started on it, as the servers' user.
# shellcheck shell=bash
#
#   engine_kind NAME                      prints postgres or mysql: what speaks with it
#   engine_make NAME HOME OPTION…         makes HOME/data
#   engine_serve NAME HOME PORT OPTION…   replaces this (sub)shell with the server, on loopback; its Unix socket is in HOME
#
# NAME is postgresql or mariadb for what is installed on this machine, or a name of servers.sh.

engine_kind() {
    case "$1" in
        postgresql*) echo postgres ;;
        mariadb* | mysql*) echo mysql ;;
        *) fail "there is no server '$1'; there are: postgresql mariadb ${!SERVERS_SUITE[*]}" ;;
    esac
}

# Replaces this (sub)shell with a program of that server.
engine_exec() {
    local name="$1"
    shift
    cd /
    PATH="$PATH:/usr/sbin"
    # The folder for temporary files may be one that the servers' user cannot write.
    set -- env --unset=TMPDIR "$@"
    if [[ -n "${SERVERS_SUITE[$name]:-}" ]]; then servers_enter "$name" "$@"; fi
    # No server will run as root: there they run as nobody.
    if ((EUID == 0)); then exec setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups -- "$@"; fi
    exec "$@"
}

# The folder of PostgreSQL's programs, the newest there is; for a server of servers.sh as it is called inside.
engine_postgres_programs() {
    local folder=""
    if [[ -n "${SERVERS_SUITE[$1]:-}" ]]; then folder="$(servers_folder "$1")"; fi
    printf '%s\n' "$folder"/usr/lib/postgresql/*/bin | sort -V | tail -n 1 | cut -c "$((${#folder} + 1))-"
}

engine_make() {
    local name="$1" home="$2"
    shift 2
    case "$name" in
        postgresql*)
            (engine_exec "$name" "$(engine_postgres_programs "$name")/initdb" --pgdata="$home/data" --username=jobu \
                --encoding=UTF8 --locale=C --no-sync "$@") ;;
        # Forced: it would look up the machine's name, which a folder of its own need not know.
        mariadb*)
            (engine_exec "$name" mariadb-install-db --no-defaults --datadir="$home/data" --auth-root-authentication-method=normal \
                --skip-name-resolve --force "$@") ;;
        mysql*)
            (engine_exec "$name" mysqld --no-defaults --initialize-insecure --datadir="$home/data" --secure-file-priv=NULL \
                --innodb-redo-log-capacity=16M --innodb-flush-method=nosync "$@") ;;
    esac
}

engine_serve() {
    local name="$1" home="$2" port="$3"
    shift 3
    local options=(--no-defaults --datadir="$home/data" --tmpdir="$home" --pid-file="$home/pid" --socket="$home/socket" --port="$port"
        --bind-address=127.0.0.1 --skip-name-resolve --character-set-server=utf8mb4 --innodb-buffer-pool-size=32M
        --innodb-flush-log-at-trx-commit=2)
    case "$name" in
        postgresql*)
            rm -f "$home/data/postmaster.pid"
            engine_exec "$name" "$(engine_postgres_programs "$name")/postgres" -D "$home/data" -p "$port" \
                -c listen_addresses=127.0.0.1 -c unix_socket_directories="$home" "$@" ;;
        mariadb*)
            engine_exec "$name" mariadbd "${options[@]}" --collation-server=utf8mb4_unicode_ci --default-storage-engine=InnoDB \
                --innodb-log-file-size=16M "$@" ;;
        mysql*)
            # One who is the administrator from the socket is so on loopback as well, as in MariaDB's new folders.
            printf '%s\n' "CREATE USER IF NOT EXISTS root@'127.0.0.1' IDENTIFIED BY '';" \
                "GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;" "CREATE DATABASE IF NOT EXISTS test;" >"$home/init.sql"
            chmod a+r "$home/init.sql"
            # Nothing waits for the disk: each table that a test makes would, several times.
            engine_exec "$name" mysqld "${options[@]}" --secure-file-priv=NULL --mysqlx=OFF --innodb-redo-log-capacity=16M \
                --innodb-flush-method=nosync --sync-binlog=0 --init-file="$home/init.sql" "$@" ;;
    esac
}
