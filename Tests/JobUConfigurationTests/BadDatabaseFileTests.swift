import Testing

@Suite("database.yaml that is refused")
struct BadDatabaseFileTests {
    /// The lines of one database named `a`, each indented as it must be.
    private static func database(_ lines: String...) -> String {
        "databases:\n  a:\n" + lines.map { "    \($0)\n" }.joined()
    }

    static let texts: [(text: String, message: String)] = [
        ("database:\n  a: {}\n", ":1:1: database: unknown key; did you mean 'databases'? allowed: databases"),
        ("databases: [a]\n", ":1:12: databases: expected keys with values ('name: value'), found a list"),
        (
            "databases:\n  a: sqlite\n",
            ":2:6: databases.a: expected keys with values ('name: value'), found a single value"
        ),
        (
            "databases:\n  my db: {type: sqlite}\n",
            ":2:3: databases.my db: a database's name must be 1 to 64 characters: letters A-Z and a-z, digits, _ and -"
        ),
        (
            "databases:\n  a: {}\n",
            ":2:3: databases.a: 'type' is missing; allowed: sqlite, postgresql, postgres, mysql, mariadb"
        ),
        (
            database("tpye: sqlite"),
            ":3:5: databases.a.tpye: unknown key; did you mean 'type'? allowed: type, path, host, port, database, user, "
                + "password, password_file, pool, options"
        ),
        (
            database("type: oracle"),
            ":3:11: databases.a.type: expected one of sqlite, postgresql, postgres, mysql, mariadb, found 'oracle'"
        ),
        (
            database("type: sqlite", "host: db"),
            ":4:5: databases.a.host: unknown key for type sqlite; allowed: type, path, pool, options"
        ),
        (
            database("type: postgresql", "path: a.db"),
            ":4:5: databases.a.path: unknown key for type postgresql; allowed: type, host, port, database, "
                + "user, password, password_file, pool, options"
        ),
        (
            database("type: sqlite", "path: ':memory:'"),
            ":4:5: databases.a.path: must be the path of a file, such as data/a.db: databases in memory and URIs are not supported"
        ),
        (
            database("type: sqlite", "options: {synchronous: off}"),
            ":4:28: databases.a.options.synchronous: expected one of full, normal, found 'off'"
        ),
        (
            database("type: sqlite", "options: {journal_mode: DELETE}"),
            ":4:29: databases.a.options.journal_mode: must be wal, as JobU requires, found 'DELETE'"
        ),
        (
            database("type: sqlite", "options: {foreign_keys: false}"),
            ":4:29: databases.a.options.foreign_keys: must be true, as JobU requires, found 'false'"
        ),
        (
            database("type: sqlite", "options: {sslmode: require}"),
            ":4:15: databases.a.options.sslmode: unknown key; allowed: synchronous, busy_timeout_ms, journal_mode, "
                + "foreign_keys, cache_size"
        ),
        (
            database("type: mysql", "options: {timezone: UTC}"),
            ":4:15: databases.a.options.timezone: unknown key; allowed: sslmode, ssl_ca, socket, "
                + "connect_timeout_seconds, statement_timeout_seconds, max_clock_skew_seconds, charset, autocommit"
        ),
        (
            database("type: postgres", "options: {timezone: Asia/Seoul}"),
            ":4:25: databases.a.options.timezone: must be utc, as JobU requires, found 'Asia/Seoul'"
        ),
        (
            database("type: postgres", "options: {sslmode: allow}"),
            ":4:24: databases.a.options.sslmode: expected one of disable, prefer, require, verify-full, found 'allow'"
        ),
        (
            database("type: postgres", "options: {sslmode: require, ssl: true}"),
            ":4:33: databases.a.options.ssl: cannot be given together with 'sslmode'; remove one of the two"
        ),
        (
            database("type: mariadb", "host: db", "options: {socket: /run/mysqld.sock}"),
            ":5:15: databases.a.options.socket: cannot be given together with 'host'; remove one of the two"
        ),
        (database("type: mysql", "port: 0"), ":4:11: databases.a.port: must be between 1 and 65535, found '0'"),
        (
            database("type: mysql", "pool: {min: 11, max: 10}"),
            ":4:12: databases.a.pool.min: is 11, more than the 10 of 'max'"
        ),
        (
            database("type: mysql", "pool: {max: 3, maxsize: 3}"),
            ":4:20: databases.a.pool.maxsize: given twice, first as 'max' on line 4"
        ),
        (
            database("type: mysql", "pool: {maximum: 3}"),
            ":4:12: databases.a.pool.maximum: unknown key; allowed: min, max, acquire_timeout_seconds, idle_seconds, "
                + "command_timeout"
        ),
        (
            database("type: mysql", "password: ['a']"),
            ":4:15: databases.a.password: expected a single value, found a list"
        ),
        (
            database("type: mysql", "password: a", "password_file: b"),
            ":5:5: databases.a.password_file: cannot be given together with 'password'; remove one of the two"
        ),
        (
            database("type: mysql", "password_file: /nowhere/password"),
            ":4:20: databases.a.password_file: names a file that does not exist, found '/nowhere/password'"
        ),
        (
            database("type: mysql", "password_file: /"),
            ":4:20: databases.a.password_file: names a file that is not a regular file, found '/'"
        ),
        (
            database("type: mysql", "password: ${DB_PASSWORD}"),
            ":4:15: databases.a.password: the environment variable DB_PASSWORD is not set; set it or write "
                + "${DB_PASSWORD:-default}"
        ),
    ]

    @Test("a database that is wrong is refused with its place and what is allowed", arguments: texts)
    func refused(text: String, message: String) throws {
        let directory = try ConfigurationDirectory(["database.yaml": text])
        #expect(directory.message() == "config/database.yaml" + message)
    }

    @Test("a role must choose among several databases")
    func choice() throws {
        let two = "databases:\n  a: {type: sqlite}\n  b: {type: sqlite}\n"
        let silent = try ConfigurationDirectory(["database.yaml": two])
        #expect(
            silent.message()
                == "config/dispatcher.yaml: dispatcher.database: must be given, as there are several databases; allowed: a, b"
        )
        let other = try ConfigurationDirectory([
            "database.yaml": two, "dispatcher.yaml": "dispatcher:\n  database: c\n",
        ])
        #expect(
            other.message()
                == "config/dispatcher.yaml:2:13: dispatcher.database: must name a database of database.yaml (a, b), found 'c'"
        )
    }
}
