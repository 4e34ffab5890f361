/// Goes on with the page.
extension ConfigurationPage {
    static let part2: [PageClaim] = [
        PageClaim(
            "| `dispatcher.max_sleep_seconds` | number, 1 to 86400 | 60 | seconds | The longest sleep, however far away the "
                + "next schedule is. |",
            "sleeps no longer than it may when nothing is due",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `dispatcher.min_cron_interval_seconds` | number, 1 to 86400 | 60 | seconds | Schedules that would run more "
                + "often are refused. |",
            "schedules below a minute are allowed where they are configured",
            "a cron that cannot be is refused with what is wrong",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `dispatcher.batch_size` | whole number, 1 to 10000 | 500 | schedules | Looked at in one turn. |",
            "many due crons are taken in batches, the longest due first", "drains all batches before it sleeps",
            "say the bounds of every number, and those are taken", "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `maintenance.retention_days` | whole number, 0 to 36500 | 30 | days | How long ended executions, their logs "
                + "and the audit log are kept; 0 for ever. |",
            "executions are kept for thirty days unless somebody says otherwise, for some ends or for all",
            "old entries are pruned in batches, the oldest first",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `maintenance.retention_days_success` | whole number, 0 to 36500 | `retention_days` | days | The same for "
                + "executions that ended as SUCCESS alone. |",
            "executions are kept for thirty days unless somebody says otherwise, for some ends or for all",
            "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `maintenance.retention_days_failed` | whole number, 0 to 36500 | `retention_days` | days | The same for FAILED "
                + "and TIMEOUT alone. |",
            "executions are kept for thirty days unless somebody says otherwise, for some ends or for all",
            "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `maintenance.retention_days_logs` | whole number, 0 to 36500 | as long as the execution | days | How long the "
                + "lines that handlers logged are kept, where that is shorter than their execution; 0 for as long as the execution. "
                + "|",
            "lines that are kept less long than their runs go without them",
            "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `maintenance.prune_interval_seconds` | number, 1 to 604800 | 3600 | seconds | How often what is older is "
                + "removed. |",
            "the pruner deletes batch by batch with a pause, then waits for its interval",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `maintenance.rescue_interval_seconds` | number, 0.1 to 3600 | 10 | seconds | How often the runs of dead "
                + "workers are looked for. |",
            "the rescuer looks at once, then at every interval",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `maintenance.deaths_max` | whole number, 1 to 100 | 3 | workers | A run that took down this many workers is "
                + "failed as poison. |",
            "a run whose worker died too often is FAILED as poison",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.database` | name of a database | the only one, else `jobu`, else `default` | | Where the executions "
                + "lie. |",
            "roles without a database take the only one, else the one called jobu, else default"),
        PageClaim(
            "| `worker.databases` | list of names of databases | all | | The databases handlers may use. `worker.database` is "
                + "always one of them, also for `[]`. |",
            "every key of the roles is read"),
        PageClaim(
            "| `worker.pool_size` | whole number, 1 to 1000 | 10 | runs | Going on at the same time. |",
            "never runs more at the same time than it has room for", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.poll_interval_seconds` | number, 0.05 to 3600 | 1 | seconds | How often to look for work that nobody "
                + "announced. |",
            "every key of the roles is read",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.claim_batch_size` | whole number, 1 to 1000 | 10 | executions | Taken in one turn. |",
            "no more than the limit is taken, the longest due first", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.shutdown_timeout_seconds` | number, 0 to 86400 | 30 | seconds | How long runs may go on after the "
                + "order to stop. Then they are cancelled and handed back, at no cost of an attempt. |",
            "hands back what takes too long, at the cost of no attempt",
            "a run that does not end in time is handed back and costs no attempt",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.lease_seconds` | number, 2 to 3600 | 30 | seconds | How long a worker that falls silent keeps its "
                + "runs. |",
            "gives a sign of life every third of its lease",
            "a run whose worker is killed is run once more by another, and finished once",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.cancel_grace_seconds` | number, 0.1 to 3600 | 10 | seconds | How long a handler may take to end after "
                + "it was cancelled. What happens then: [isolation.md](isolation.md). |",
            "a handler that ignores its timeout is TIMEOUT after the grace, is not retried, and keeps its place until it ends",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.isolated` | list of names of handlers | none | | These run in processes of their own, as those that "
                + "declare it do; see [isolation.md](isolation.md). |",
            "can be isolated by worker.yaml as well"),
        PageClaim(
            "| `worker.allow_debugger` | truth | `false` | | Whether other programs of the same user, commands of `shell` "
                + "among them, may read the memory and the environment of JobU's processes. It takes a debugger, a profiler and "
                + "core dumps as well. Linux. |",
            "it cannot read the environment of the worker, nor its memory",
            "it could, where a debugger is allowed, so that the test above sees something",
            "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.queues` | list of texts | all | | The queues it serves; `[]` is all as well. |",
            "a worker takes from its queues only", "every key of the roles is read"),
        PageClaim("Of no effect where no handler is isolated.", "without one of its own takes the whole worker with it"),
        PageClaim(
            "There are never more processes than `worker.pool_size`.",
            "serve fifty runs, ten at a time, in ten processes at most; nothing is left over"),
        PageClaim(
            "| `worker.isolation.spare` | whole number, 0 to 1000 | 2 | processes | Kept ready beyond those that are busy. "
                + "With 0 each run may wait for a start. |",
            "has its spare children ready ahead, and replaces one as soon as it is taken",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.isolation.runs_per_process` | whole number, 1 to 1000000 | 1000 | runs | Then a process is replaced. |",
            "replaces a child after its runs, or when it is not as it was", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.isolation.memory_limit_mb` | whole number, 1 to 1048576 | no limit | MiB | What a run may use, for "
                + "handlers that declare no limit of their own. |",
            "are killed for what goes beyond the memory their handler may use, slowly or at once",
            "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `worker.isolation.recycle_memory_mb` | whole number, 1 to 1048576 | 256 | MiB | A process that has this much "
                + "memory of its own after a run is replaced. |",
            "memory is that of its own, that of files, and what is mapped",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.isolation.idle_seconds` | number, 1 to 86400 | 60 | seconds | How long a process beyond `spare` stays "
                + "without a run. |",
            "ends children beyond its spare ones that have been idle for long",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.isolation.kill_grace_seconds` | number, 0 to 300 | 2 | seconds | Between SIGTERM to a process and what "
                + "it has started, and SIGKILL. |",
            "and does not listen is killed with everything it has started: at its timeout, and when somebody cancels it",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim("[docs/builtin-handlers.md](builtin-handlers.md) tells how to use them.", "every command of a page works, in its order"),
        PageClaim("One whose section is missing is off.", "nothing is on unless it is enabled"),
        PageClaim(
            "| `worker.builtin.shell.commands` | list of names or absolute paths | required | | What runs may start. A name "
                + "is looked for in `path`. May be left out with `allow_shell_string` or `named`. |",
            "everything else is refused, and says what is allowed",
            "a line for a shell needs no list of commands",
            "a named command says all that there is to say of it"),
        PageClaim(
            "| `worker.builtin.shell.path` | list of absolute paths | `[/usr/local/bin, /usr/bin, /bin]` | | The folders of "
                + "the commands, and their `PATH`. Nobody but an administrator should be able to write into them. |",
            "a name is looked for in the folders of the path, and a path of the list is taken as it is",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.environment` | list of names | `[HOME, LANG, TZ]` | | The worker's variables that "
                + "commands see. |",
            "a command sees the variables it may see, and those of its run",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.params_environment` | list of names | `[]` | | The variables that the parameters of a "
                + "run may set. |",
            "variables are set where they are allowed, and no others",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.directory` | text | `.` | | The folder commands run in; parameters may name one below "
                + "it. |",
            "a directory may only be below that of worker.yaml, whatever links say"),
        PageClaim(
            "| `worker.builtin.shell.allow_shell_string` | truth | `false` | | Whether parameters may hold a line for "
                + "`/bin/sh`. It can start anything: an admin can then do all that the worker's user can. |",
            "a line for a shell is refused unless worker.yaml allows it",
            "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.kill_after_seconds` | number, 0.1 to 300 | 5 | seconds | From TERM to KILL, when a run "
                + "is cancelled or its time is over. |",
            "a cancelled run ends the whole group, also where TERM is ignored",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.output_lines_max` | whole number, 0 to 9000 | 1000 | lines | Output that the log of a "
                + "run keeps. |",
            "100 MB of output are read, and a bounded part of them is kept",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.http.hosts` | list of hosts | required | | Whom runs may call: `api.example.com`, "
                + "`*.example.com` for all below it, `10.1.2.3` or `10.0.0.0/8` for addresses, `\"*\"` for everybody. |",
            "a list of hosts is the whole list, and opens no private address",
            "addresses that are not public are refused unless they are allowed",
            "everything can be set"),
        PageClaim(
            "| `worker.builtin.http.allow_private_addresses` | truth | `false` | | Whether those may be at loopback and "
                + "private addresses, and get secrets without encryption. |",
            "addresses that are not public are refused unless they are allowed",
            "a secret does not travel without encryption to a public host",
            "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.http.response_bytes_max` | whole number, 0 to 1048576 | 65536 | bytes | Of an answer that are "
                + "kept. |",
            "bodies are shown as what they are, and as much of them as is allowed",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.http.secrets.NAME.value` | secret | required, or `file` | | What a header gets that names this "
                + "secret, all of it: `Bearer …`. |",
            "a secret is sent by its name, and stands neither in the log nor in an error"),
        PageClaim(
            "| `worker.builtin.http.secrets.NAME.file` | text | none | | A file that holds it; its last line end is dropped. "
                + "Not besides `value`. |",
            "come from a file, without its last line end"),
        PageClaim(
            "| `worker.builtin.http.secrets.NAME.hosts` | list of hosts | all of `http.hosts` | | Who may get it. |",
            "a secret is sent by its name, and stands neither in the log nor in an error", "everything can be set"),
        PageClaim(
            "| `worker.builtin.sql.databases` | list of names of databases | required | | Where runs may execute statements. "
                + "Each must be one of `worker.databases`, and none may be the store. May be left out with `named`. |",
            "statements get every database but the store, and no more rows than fit",
            "a database that is not on the list is refused",
            "a named statement says all that there is to say of it"),
        PageClaim(
            "| `worker.builtin.sql.rows_max` | whole number, 0 to 10000 | 100 | rows | Of an answer that the result of a run "
                + "keeps; at most 64 KiB of them. |",
            "of many rows as many are kept as are allowed",
            "many rows that are too large together are cut, one by one",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "What `sql_named` and `shell_named` offer ([builtin-handlers.md](builtin-handlers.md#sql_named-and-shell_named)).",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command"),
        PageClaim(
            "`NAME` is what runs call it, 1 to 64 of the signs `A-Z a-z 0-9 _ -`; behind `params` it is a parameter's, of "
                + "`A-Z a-z 0-9 _`, and begins with no digit.",
            "what is wrong with a named statement or command is told with its place"),
        PageClaim(
            "| `worker.builtin.shell.named.NAME.command` | list of texts | required | | The command, as `shell.commands` "
                + "names one, and its arguments. An argument `:file` is the value of the parameter `file`. It need not be in "
                + "`shell.commands`. |",
            "a named command says all that there is to say of it",
            "what is wrong with a named statement or command is told with its place",
            "a value is one argument of the command, whatever it holds"),
    ]
}
