/// What docs/configuration.md promises, sentence by sentence and row by row, with the tests that show it.
enum ConfigurationPage {
    static let claims: [PageClaim] = part1 + part2 + part3 + part4

    static let part1: [PageClaim] = [
        PageClaim(
            "JobU reads up to six YAML files from one directory, `config/` where nothing else is said.", "every key of the roles is read",
            "an unknown file is told, not refused"),
        PageClaim(
            "Each may be missing, and each key may be left out: what is not said has the default of the tables below.",
            "nothing configured is the embedded start", "a file without content leaves the defaults"),
        PageClaim(
            "Without any file JobU starts embedded: one SQLite database in `data/jobu.db`, all three roles, the Admin service "
                + "on `127.0.0.1:8080`.",
            "nothing configured is the embedded start",
            "one process does everything, and ends with 0 when told to"),
        PageClaim("| database.yaml | `databases` | everyone |", "every key of a database is read"),
        PageClaim("| dispatcher.yaml | `dispatcher`, `maintenance` | `jobu run dispatcher` |", "every key of the roles is read"),
        PageClaim("| worker.yaml | `worker` | `jobu run worker` |", "every key of the roles is read"),
        PageClaim("| admin.yaml | `admin` | `jobu run admin` |", "every key of the roles is read"),
        PageClaim("| log.yaml | `log` | everyone |", "every key of the roles is read"),
        PageClaim("| alerts.yaml | `alerts` | `jobu run dispatcher`, `jobu run admin` |", "names webhooks with what they want to hear"),
        PageClaim("Handlers use databases of every type.", "a statement runs in the database that is named for it"),
        PageClaim(
            "The home of crons and executions, which `database` in dispatcher.yaml, worker.yaml and admin.yaml names, can be "
                + "of any type.",
            "one process does everything, and ends with 0 when told to"),
        PageClaim(
            "**Variables.** `${NAME}` stands for an environment variable, `${NAME:-default}` for one that may be unset or "
                + "empty, `$$` for a dollar sign.",
            "are put in"),
        PageClaim("They work in values, quoted or not, and never in keys.", "are put in", "never become structure, null or a key"),
        PageClaim(
            "A variable that is not set stops the start.", "are refused where they are not whole",
            "leave an optional value out where they are empty, and are refused elsewhere"),
        PageClaim(
            "What a variable holds is always one value: it cannot become a list, a key or a null.", "never become structure, null or a key"),
        PageClaim("Inside `{…}` and `[…]`, quote it: `{port: \"${PORT}\"}`.", "work as numbers and truths, quoted or not"),
        PageClaim(
            "**Numbers** may be quoted, so `port: \"${PORT}\"` works.", "work as numbers and truths, quoted or not",
            "say the bounds of every number, and those are taken"),
        PageClaim("*Seconds* take decimals (`0.5`), to the millisecond.", "every key of the roles is read"),
        PageClaim("**Truths** are `true` and `false`.", "say which keys are truths"),
        PageClaim("**Secrets** are never printed.", "print as stars, however they are printed", "stay out of every message"),
        PageClaim("Put them into a variable or a file rather than into database.yaml."),
        PageClaim(
            "**Relative paths** count from the directory the process runs in, which is the parent of `config/`.",
            "one process does everything, and ends with 0 when told to"),
        PageClaim(
            "Anchors, aliases, tags and several documents in one file are refused, and so is a file over 1 MiB.",
            "text that is no usable YAML is refused with its place"),
        PageClaim(
            "The start stops with exit code 78 and one message: where, what is wrong, what is allowed, and the word that was "
                + "probably meant.",
            "wrong configuration ends with 78 and one line that names file and key"),
        PageClaim(
            "`databases:` holds any number of databases, each under a name of its own (1 to 64 of the signs `A-Z a-z 0-9 _ "
                + "-`), written `NAME` below.",
            "a database that is wrong is refused with its place and what is allowed",
            "every key of a database is read"),
        PageClaim("Roles and handlers speak of a database by that name.", "a role must choose among several databases"),
        PageClaim(
            "| `databases.NAME.type` | `sqlite`, `postgresql` (or `postgres`), `mysql` (or `mariadb`) | required | | The "
                + "engine. It decides which of the other keys are allowed. |",
            "every key of a database is read",
            "a database that is wrong is refused with its place and what is allowed",
            "say all words that a key takes"),
        PageClaim("| `databases.NAME.path` | text | `data/NAME.db` | | sqlite: the file. |", "every key of a database is read"),
        PageClaim(
            "| `databases.NAME.host` | text | `localhost` | | postgresql, mysql: the server's name or address, no URL; an "
                + "IPv6 address with or without brackets. |",
            "may be a name, an IPv4 address, or an IPv6 address with or without brackets",
            "that is a URL is refused without a word of its password",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.port` | whole number, 1 to 65535 | 5432, 3306 | | postgresql, mysql: the server's port. |",
            "every key of a database is read", "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `databases.NAME.database` | text | `jobu` | | postgresql, mysql: the database on that server. |",
            "every key of a database is read", "a wrong password, user or database, or nobody there",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.user` | text | `jobu` | | postgresql, mysql: whom to log in as. |", "every key of a database is read",
            "a wrong password, user or database, or nobody there", "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.password` | secret | none | | postgresql, mysql: the password. |", "are there for the driver",
            "print as stars, however they are printed"),
        PageClaim(
            "| `databases.NAME.password_file` | text | none | | postgresql, mysql: a file that holds the password; its last "
                + "line end is dropped. Not besides `password`. |",
            "come from a file, without its last line end",
            "a database that is wrong is refused with its place and what is allowed"),
        PageClaim(
            "Of no effect for sqlite, which is used with one session that writes and two that read.",
            "lead to a notice for each key that has no effect"),
        PageClaim(
            "| `databases.NAME.pool.min` | whole number, 0 to 1000 | 0 | sessions | Kept open even when idle. |",
            "as many as wanted are opened without a caller", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.pool.max` | whole number, 1 to 1000 | 10, or `min` where that is more | sessions | Never more "
                + "than these are open. |",
            "opens up to its size, then lets callers wait",
            "never lends more than its size, nor one session twice, nor forgets a caller",
            "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `databases.NAME.pool.acquire_timeout_seconds` | number, 0.1 to 3600 | 30 | seconds | How long a caller waits "
                + "for a session. |",
            "a caller that gives up is not served, and can give up once",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.pool.idle_seconds` | number, 1 to 86400 | 300 | seconds | How long a session beyond `min` "
                + "stays open without use. |",
            "sessions beyond the wanted number are closed when they were idle for too long, the longest idle first",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.synchronous` | `full`, `normal` | `full` | | What a commit waits for. `full`: the "
                + "disk, so it survives a power cut. `normal`: the operating system, so it survives a killed process. |",
            "every key of a database is read",
            "say all words that a key takes",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.busy_timeout_ms` | whole number, 0 to 600000 | 5000 | milliseconds | How long a "
                + "statement waits for another process's lock. |",
            "every key of a database is read",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.sslmode` | `disable`, `prefer`, `require`, `verify-full` | `prefer` | | `prefer` "
                + "encrypts where the server offers it, `require` always, `verify-full` also checks that the certificate is good "
                + "for the host. |",
            "each mode does what it says, with both servers",
            "say all words that a key takes",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.ssl_ca` | text | the system's | | A file with the authorities that `verify-full` "
                + "trusts. |",
            "each mode does what it says, with both servers"),
        PageClaim(
            "| `databases.NAME.options.socket` | text | none | | A Unix socket instead of `host`: the directory for "
                + "postgresql, the file for mysql. |",
            "over the Unix socket",
            "more statements than are kept prepared, over the Unix socket"),
        PageClaim(
            "| `databases.NAME.options.connect_timeout_seconds` | number, 1 to 300 | 10 | seconds | How long to wait for the "
                + "server to answer. |",
            "every key of a database is read",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.statement_timeout_seconds` | number, 0 to 86400 | 0 | seconds | The longest a "
                + "statement may take; 0 for no limit. Migrations are not limited. |",
            "a step may take longer than a statement otherwise may",
            "limits of time: for a lock and for a statement",
            "a statement that took too long has one class, whichever server ended it",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.pool_mode` | `session`, `transaction` | `session` | | postgresql: `transaction` for a "
                + "pooler that lends sessions by the transaction, as PgBouncer calls it. Then nothing is prepared ahead, changes by "
                + "other processes are found by polling, and the database takes no part in transactions over several databases. |",
            "each transaction has our settings, whatever the server's are",
            "it takes no part in transactions over several databases, and says why",
            "say all words that a key takes",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.max_clock_skew_seconds` | number, 0.1 to 3600 | 5 | seconds | For a store: a process "
                + "whose machine's clock is further from the server's does not start; one that runs says so in its log. Times in "
                + "the store are always the server's. |",
            "does not start when it is further off than the limit, and says what to do",
            "works by the store's clock within the limit",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `dispatcher.database` | name of a database | the only one, else `jobu`, else `default` | | Where the schedules "
                + "lie. |",
            "roles without a database take the only one, else the one called jobu, else default"),
        PageClaim(
            "| `dispatcher.poll_interval_seconds` | number, 0.1 to 3600 | 5 | seconds | The safety net. The dispatcher wakes "
                + "by itself when a schedule is due. |",
            "every key of the roles is read",
            "wakes when a schedule changes",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
    ]
}
