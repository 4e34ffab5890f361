/// Goes on with the page.
extension ConfigurationPage {
    static let part4: [PageClaim] = [
        PageClaim(
            "| `alerts.webhooks.NAME.queues` | list of strings | all | | Only jobs and crons of these queues. |",
            "a webhook hears of the events, tags, queues and handlers it asked for"),
        PageClaim(
            "| `alerts.webhooks.NAME.handlers` | list of strings | all | | Only jobs and crons of these handlers. |",
            "a webhook hears of the events, tags, queues and handlers it asked for"),
        PageClaim("JobU accepts these files unchanged.", "are accepted as they are"),
        PageClaim(
            "If a key has a different name there, both names work, but not together.", "are accepted as they are",
            "a database that is wrong is refused with its place and what is allowed"),
        PageClaim("| `databases.NAME.pool.min_size` | `pool.min` |", "are accepted as they are"),
        PageClaim("| `databases.NAME.pool.minsize` | `pool.min` |", "are accepted as they are"),
        PageClaim("| `databases.NAME.pool.pool_size` | `pool.max` |", "are accepted as they are"),
        PageClaim("| `databases.NAME.pool.max_size` | `pool.max` |", "are accepted as they are"),
        PageClaim("| `databases.NAME.pool.maxsize` | `pool.max` |", "are accepted as they are"),
        PageClaim("| `databases.NAME.pool.pool_timeout` | `pool.acquire_timeout_seconds` |", "are accepted as they are"),
        PageClaim("| `databases.NAME.pool.max_idle_time` | `pool.idle_seconds` |", "are accepted as they are"),
        PageClaim("| `databases.NAME.pool.max_inactive_connection_lifetime` | `pool.idle_seconds` |", "are accepted as they are"),
        PageClaim("| `databases.NAME.pool.pool_recycle` | `pool.idle_seconds` |", "are accepted as they are"),
        PageClaim("| `databases.NAME.options.busy_timeout` | `options.busy_timeout_ms` |", "are accepted as they are"),
        PageClaim(
            "| `databases.NAME.options.ssl` | postgresql: `true` is `sslmode: require`, `false` is `sslmode: disable` |",
            "are accepted as they are"),
        PageClaim("| `admin.cors.origins` | `cors.allow_origins` |", "are accepted as they are"),
        PageClaim(
            "These keys accept only the value that JobU always uses:",
            "a database that is wrong is refused with its place and what is allowed"),
        PageClaim(
            "| `databases.NAME.options.journal_mode` | sqlite: `wal` |",
            "a database that is wrong is refused with its place and what is allowed", "are accepted as they are"),
        PageClaim(
            "| `databases.NAME.options.foreign_keys` | sqlite: `true` |",
            "a database that is wrong is refused with its place and what is allowed", "are accepted as they are"),
        PageClaim(
            "| `databases.NAME.options.timezone` | postgresql: `UTC` |",
            "a database that is wrong is refused with its place and what is allowed", "are accepted as they are"),
        PageClaim(
            "| `databases.NAME.options.charset` | mysql: `utf8mb4` |",
            "a database that is wrong is refused with its place and what is allowed", "are accepted as they are"),
        PageClaim(
            "| `databases.NAME.options.autocommit` | mysql: `false` |",
            "a database that is wrong is refused with its place and what is allowed", "are accepted as they are"),
        PageClaim("These keys have no effect, and JobU logs that at startup:", "lead to a notice for each key that has no effect"),
        PageClaim(
            "| `databases.NAME.pool.command_timeout` | Use `options.statement_timeout_seconds`. |",
            "lead to a notice for each key that has no effect"),
        PageClaim(
            "| `databases.NAME.options.cache_size` | SQLite's default size is used. |", "lead to a notice for each key that has no effect"),
        PageClaim("| `admin.debug` | JobU does not reload code. |", "lead to a notice for each key that has no effect"),
    ]
}
