/// What docs/configuration.md promises, sentence by sentence and row by row, with the tests that show it.
enum ConfigurationPage {
    static let claims: [PageClaim] = part1 + part2 + part3 + part4

    static let part1: [PageClaim] = [
        PageClaim("[한국어](configuration.ko.md)", "both languages have the same headings and the same code"),
        PageClaim(
            "JobU reads up to six YAML files from one directory, `config/` by default.", "every key of the roles is read",
            "an unknown file is told, not refused"),
        PageClaim(
            "Every file and every key is optional; a missing key has the default in the tables below.",
            "nothing configured is the embedded start", "a file without content leaves the defaults"),
        PageClaim(
            "Without any file, JobU starts embedded: one SQLite database in `data/jobu.db`, all three roles, and the admin on "
                + "`127.0.0.1:8080`.",
            "nothing configured is the embedded start",
            "one process does everything, and ends with 0 when told to"),
        PageClaim("| database.yaml | `databases` | all commands |", "every key of a database is read"),
        PageClaim("| dispatcher.yaml | `dispatcher`, `maintenance` | `jobu run dispatcher` |", "every key of the roles is read"),
        PageClaim("| worker.yaml | `worker` | `jobu run worker` |", "every key of the roles is read"),
        PageClaim("| admin.yaml | `admin` | `jobu run admin` |", "every key of the roles is read"),
        PageClaim("| log.yaml | `log` | all commands |", "every key of the roles is read"),
        PageClaim("| alerts.yaml | `alerts` | `jobu run dispatcher`, `jobu run admin` |", "names webhooks with what they want to hear"),
        PageClaim("Handlers can use databases of any type.", "a statement runs in the database that is named for it"),
        PageClaim(
            "The store can also be of any type; `database` in dispatcher.yaml, worker.yaml and admin.yaml names it.",
            "one process does everything, and ends with 0 when told to"),
        PageClaim(
            "**Variables.** `${NAME}` stands for an environment variable, `${NAME:-default}` for one that can be unset or "
                + "empty, and `$$` for a dollar sign.",
            "are put in"),
        PageClaim("Variables work in values, quoted or not, but not in keys.", "are put in", "never become structure, null or a key"),
        PageClaim(
            "If a variable without a default is not set, JobU does not start.", "are refused where they are not whole",
            "leave an optional value out where they are empty, and are refused elsewhere"),
        PageClaim(
            "A variable always holds a single value: it cannot become a list, a key or a null.", "never become structure, null or a key"),
        PageClaim("Inside `{…}` and `[…]`, quote it: `{port: \"${PORT}\"}`.", "work as numbers and truths, quoted or not"),
        PageClaim(
            "**Numbers** can be quoted, so `port: \"${PORT}\"` works.", "work as numbers and truths, quoted or not",
            "say the bounds of every number, and those are taken"),
        PageClaim("*Seconds* accept decimals (`0.5`), with millisecond precision.", "every key of the roles is read"),
        PageClaim("**Booleans** are `true` and `false`.", "say which keys are truths"),
        PageClaim("**Secrets** are never printed.", "print as stars, however they are printed", "stay out of every message"),
        PageClaim("Put them in a variable or a file, not in database.yaml."),
        PageClaim(
            "**Relative paths** start at the working directory of the process, which is the parent of `config/`.",
            "one process does everything, and ends with 0 when told to"),
        PageClaim(
            "JobU rejects anchors, aliases, tags, several documents in one file, and files over 1 MiB.",
            "text that is no usable YAML is refused with its place"),
        PageClaim(
            "If a file is invalid, JobU exits with code 78 and one message.",
            "wrong configuration ends with 78 and one line that names file and key"),
        PageClaim(
            "The message gives the position, the problem, the allowed values, and the word you probably meant.",
            "wrong configuration ends with 78 and one line that names file and key"),
        PageClaim(
            "`databases:` holds any number of databases.", "a database that is wrong is refused with its place and what is allowed",
            "every key of a database is read"),
        PageClaim(
            "Each has its own name of 1 to 64 characters from `A-Z a-z 0-9 _ -`, written `NAME` below.",
            "a database that is wrong is refused with its place and what is allowed", "every key of a database is read"),
        PageClaim("Roles and handlers refer to a database by that name.", "a role must choose among several databases"),
        PageClaim(
            "| `databases.NAME.type` | `sqlite`, `postgresql` (or `postgres`), `mysql` (or `mariadb`) | required | | The "
                + "engine. It decides which of the other keys are allowed. |",
            "every key of a database is read",
            "a database that is wrong is refused with its place and what is allowed",
            "say all words that a key takes"),
        PageClaim("| `databases.NAME.path` | string | `data/NAME.db` | | sqlite: the file. |", "every key of a database is read"),
        PageClaim(
            "| `databases.NAME.host` | string | `localhost` | | postgresql, mysql: the server's name or address, not a URL; an "
                + "IPv6 address with or without brackets. |",
            "may be a name, an IPv4 address, or an IPv6 address with or without brackets",
            "that is a URL is refused without a word of its password",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.port` | whole number, 1 to 65535 | 5432, 3306 | | postgresql, mysql: the server's port. |",
            "every key of a database is read", "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `databases.NAME.database` | string | `jobu` | | postgresql, mysql: the database on that server. |",
            "every key of a database is read", "a wrong password, user or database, or nobody there",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.user` | string | `jobu` | | postgresql, mysql: the login name. |", "every key of a database is read",
            "a wrong password, user or database, or nobody there", "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.password` | secret | none | | postgresql, mysql: the password. |", "are there for the driver",
            "print as stars, however they are printed"),
        PageClaim(
            "| `databases.NAME.password_file` | string | none | | postgresql, mysql: a file with the password; a trailing line "
                + "end is dropped. Not together with `password`. |",
            "come from a file, without its last line end",
            "a database that is wrong is refused with its place and what is allowed"),
        PageClaim(
            "`pool` has no effect for sqlite, which uses one connection for writing and two for reading.",
            "lead to a notice for each key that has no effect"),
        PageClaim(
            "| `databases.NAME.pool.min` | whole number, 0 to 1000 | 0 | connections | Kept open even when idle. |",
            "as many as wanted are opened without a caller", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.pool.max` | whole number, 1 to 1000 | 10, or `min` if it is larger | connections | The most "
                + "connections that are open at the same time. |",
            "opens up to its size, then lets callers wait",
            "never lends more than its size, nor one session twice, nor forgets a caller",
            "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `databases.NAME.pool.acquire_timeout_seconds` | number, 0.1 to 3600 | 30 | seconds | How long a caller waits "
                + "for a connection. |",
            "a caller that gives up is not served, and can give up once",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.pool.idle_seconds` | number, 1 to 86400 | 300 | seconds | How long an unused connection beyond "
                + "`min` stays open. |",
            "sessions beyond the wanted number are closed when they were idle for too long, the longest idle first",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.synchronous` | `full`, `normal` | `full` | | What a commit waits for. `full`: the disk, "
                + "so the commit survives a power cut. `normal`: the operating system, so it survives a killed process. |",
            "every key of a database is read",
            "say all words that a key takes",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.busy_timeout_ms` | whole number, 0 to 600000 | 5000 | milliseconds | How long a "
                + "statement waits for the lock of another process. |",
            "every key of a database is read",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.sslmode` | `disable`, `prefer`, `require`, `verify-full` | `prefer` | | `prefer` "
                + "encrypts if the server supports it. `require` always encrypts. `verify-full` also checks that the certificate "
                + "is valid for the host. |",
            "each mode does what it says, with both servers",
            "say all words that a key takes",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.ssl_ca` | string | the system's | | A file with the certificate authorities that "
                + "`verify-full` trusts. |",
            "each mode does what it says, with both servers"),
        PageClaim(
            "| `databases.NAME.options.socket` | string | none | | A Unix socket instead of `host`: the directory for "
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
            "| `databases.NAME.options.statement_timeout_seconds` | number, 0 to 86400 | 0 | seconds | The longest time a "
                + "statement can take; 0 for no limit. Migrations are not limited. |",
            "a step may take longer than a statement otherwise may",
            "limits of time: for a lock and for a statement",
            "a statement that took too long has one class, whichever server ended it",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.pool_mode` | `session`, `transaction` | `session` | | postgresql: `transaction` is for "
                + "a pooler in transaction mode, such as PgBouncer. JobU then prepares no statements in advance and polls for "
                + "changes of other processes. The database cannot take part in multi-database transactions. |",
            "each transaction has our settings, whatever the server's are",
            "it takes no part in transactions over several databases, and says why",
            "say all words that a key takes",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `databases.NAME.options.max_clock_skew_seconds` | number, 0.1 to 3600 | 5 | seconds | For a store: how far this "
                + "machine's clock can differ from the server's. Beyond that, a process does not start; a running process logs it. "
                + "Times in the store are always the server's. |",
            "does not start when it is further off than the limit, and says what to do",
            "works by the store's clock within the limit",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `dispatcher.database` | name of a database | the only one, else `jobu`, else `default` | | The store. |",
            "roles without a database take the only one, else the one called jobu, else default"),
        PageClaim(
            "| `dispatcher.poll_interval_seconds` | number, 0.1 to 3600 | 5 | seconds | The dispatcher looks at least this "
                + "often, in case it misses a change signal. It wakes by itself when a cron is due. |",
            "every key of the roles is read",
            "wakes when a schedule changes",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
    ]
}
