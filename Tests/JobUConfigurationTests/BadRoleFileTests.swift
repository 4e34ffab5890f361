import Testing

@Suite("Files of the roles that are refused")
struct BadRoleFileTests {
    static let workerKeys = """
        database, databases, pool_size, poll_interval_seconds, claim_batch_size, shutdown_timeout_seconds, \
        lease_seconds, cancel_grace_seconds, queues, builtin, isolated, isolation, allow_debugger
        """

    static let files: [BadFile] = [
        BadFile(
            "worker.yaml", "worker:\n  pool_size: 3\n  poll_interval_secnds: 5\n",
            "config/worker.yaml:3:3: worker.poll_interval_secnds: unknown key; did you mean 'poll_interval_seconds'? "
                + "allowed: \(workerKeys)"),
        BadFile(
            "worker.yaml", "worker:\n  poolSize: 3\n",
            "config/worker.yaml:2:3: worker.poolSize: unknown key; did you mean 'pool_size'? allowed: \(workerKeys)"),
        BadFile(
            "worker.yaml", "worker:\n  colour: red\n",
            "config/worker.yaml:2:3: worker.colour: unknown key; allowed: \(workerKeys)"),
        BadFile(
            "worker.yaml", "wroker:\n  pool_size: 3\n",
            "config/worker.yaml:1:1: wroker: unknown key; did you mean 'worker'? allowed: worker"),
        BadFile(
            "worker.yaml", "admin:\n  port: 3\n", "config/worker.yaml:1:1: admin: unknown key; allowed: worker"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: 0\n",
            "config/worker.yaml:2:14: worker.pool_size: must be between 1 and 1000, found '0'"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: -1\n",
            "config/worker.yaml:2:14: worker.pool_size: must be between 1 and 1000, found '-1'"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: 99999999999999999999\n",
            "config/worker.yaml:2:14: worker.pool_size: must be between 1 and 1000, found '99999999999999999999'"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: ten\n",
            "config/worker.yaml:2:14: worker.pool_size: expected a whole number, found 'ten'"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: 2.5\n",
            "config/worker.yaml:2:14: worker.pool_size: expected a whole number, found '2.5'"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: [5]\n",
            "config/worker.yaml:2:14: worker.pool_size: expected a single value, found a list"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: {max: 5}\n",
            "config/worker.yaml:2:14: worker.pool_size: expected a single value, found a mapping"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size:\n",
            "config/worker.yaml:2:13: worker.pool_size: has no value; give one, or remove the line for the default"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: ~\n",
            "config/worker.yaml:2:14: worker.pool_size: has no value; give one, or remove the line for the default"),
        BadFile(
            "worker.yaml", "worker:\n  poll_interval_seconds: 5s\n",
            "config/worker.yaml:2:26: worker.poll_interval_seconds: expected a number of seconds, found '5s'"),
        BadFile(
            "worker.yaml", "worker:\n  poll_interval_seconds: inf\n",
            "config/worker.yaml:2:26: worker.poll_interval_seconds: expected a number of seconds, found 'inf'"),
        BadFile(
            "worker.yaml", "worker:\n  poll_interval_seconds: 0\n",
            "config/worker.yaml:2:26: worker.poll_interval_seconds: must be between 0.05 and 3600 seconds, found '0'"),
        BadFile(
            "worker.yaml", "worker:\n  lease_seconds: \(String(repeating: "9", count: 30))\n",
            "config/worker.yaml:2:18: worker.lease_seconds: must be between 2 and 3600 seconds, "
                + "found '999999999999999999999999999999'"),
        BadFile(
            "worker.yaml", "worker:\n  database: sales\n",
            "config/worker.yaml:2:13: worker.database: must name a database of database.yaml (jobu), found 'sales'"),
        BadFile(
            "worker.yaml", "worker:\n  databases: [jobu, sales]\n",
            "config/worker.yaml:2:21: worker.databases[2]: must name a database of database.yaml (jobu), found 'sales'"),
        BadFile(
            "worker.yaml", "worker:\n  databases: jobu\n",
            "config/worker.yaml:2:14: worker.databases: expected a list like [a, b], found a single value"),
        BadFile(
            "worker.yaml", "worker:\n  queues: [a, b, a]\n",
            "config/worker.yaml:2:18: worker.queues[3]: is listed twice, found 'a'"),
        BadFile(
            "worker.yaml", "worker:\n  queues: [a, \"\"]\n",
            "config/worker.yaml:2:15: worker.queues[2]: must not be empty"),
        BadFile(
            "worker.yaml", "worker:\n  queues:\n    - a\n    - [b]\n",
            "config/worker.yaml:4:7: worker.queues[2]: expected a single value, found a list"),
        BadFile(
            "worker.yaml", "worker: 5\n",
            "config/worker.yaml:1:9: worker: expected keys with values ('name: value'), found a single value"),
        BadFile(
            "worker.yaml", "- worker\n",
            "config/worker.yaml:1:1: expected keys with values ('name: value'), found a list"),
        BadFile(
            "dispatcher.yaml", "dispatcher:\n  batch_size: 10001\n",
            "config/dispatcher.yaml:2:15: dispatcher.batch_size: must be between 1 and 10000, found '10001'"),
        BadFile(
            "dispatcher.yaml", "maintenance:\n  retention_day: 3\n",
            "config/dispatcher.yaml:2:3: maintenance.retention_day: unknown key; did you mean 'retention_days'? "
                + "allowed: retention_days, retention_days_success, retention_days_failed, retention_days_logs, prune_interval_seconds, rescue_interval_seconds, deaths_max"
        ),
        BadFile(
            "dispatcher.yaml", "dispatcher:\n  maintenance:\n    deaths_max: 3\n",
            "config/dispatcher.yaml:2:3: dispatcher.maintenance: unknown key; allowed: database, "
                + "poll_interval_seconds, max_sleep_seconds, min_cron_interval_seconds, batch_size"),
        BadFile(
            "admin.yaml", "admin:\n  port: 65536\n",
            "config/admin.yaml:2:9: admin.port: must be between 0 and 65535, found '65536'"),
        BadFile(
            "admin.yaml", "admin:\n  swagger_ui: cdn\n",
            "config/admin.yaml:2:15: admin.swagger_ui: must be off or a folder on this machine; scripts from other hosts are not loaded, "
                + "found 'cdn'"),
        BadFile("admin.yaml", "admin:\n  host: \"\"\n", "config/admin.yaml:2:9: admin.host: must not be empty"),
        BadFile(
            "admin.yaml", "admin:\n  debug: yes\n",
            "config/admin.yaml:2:10: admin.debug: expected true or false, found 'yes'"),
        BadFile(
            "admin.yaml", "admin:\n  cors:\n    allow_origins: [https://a.example, https://b.example/]\n",
            "config/admin.yaml:3:40: admin.cors.allow_origins[2]: must be '*' or an origin like https://example.com, "
                + "without a path, found 'https://b.example/'"),
        BadFile(
            "admin.yaml", "admin:\n  cors:\n    origins: []\n    allow_origins: []\n",
            "config/admin.yaml:4:5: admin.cors.allow_origins: given twice, first as 'origins' on line 3"),
        BadFile(
            "admin.yaml", "admin:\n  cors:\n    orgins: []\n",
            "config/admin.yaml:3:5: admin.cors.orgins: unknown key; allowed: allow_origins, allow_credentials, "
                + "allow_methods, allow_headers"),
        BadFile(
            "log.yaml", "log:\n  level: loud\n",
            "config/log.yaml:2:10: log.level: expected one of trace, debug, info, notice, warning, error, critical, "
                + "found 'loud'"),
    ]

    @Test("a role's file that is wrong is refused with its place and what is allowed", arguments: files)
    func refused(_ bad: BadFile) throws {
        let directory = try ConfigurationDirectory([bad.file: bad.text])
        #expect(directory.message() == bad.message)
    }
}
