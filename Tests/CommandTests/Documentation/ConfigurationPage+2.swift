/// Goes on with the page.
extension ConfigurationPage {
    static let part2: [PageClaim] = [
        PageClaim(
            "| `dispatcher.max_sleep_seconds` | number, 1 to 86400 | 60 | seconds | The longest sleep, however far away the "
                + "next cron is. Only a value below `poll_interval_seconds` has an effect. |",
            "sleeps no longer than it may when nothing is due",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `dispatcher.min_cron_interval_seconds` | number, 1 to 86400 | 60 | seconds | Crons that would fire more often "
                + "are rejected. |",
            "schedules below a minute are allowed where they are configured",
            "a cron that cannot be is refused with what is wrong",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `dispatcher.batch_size` | whole number, 1 to 10000 | 500 | crons | Dispatched in one batch. |",
            "many due crons are taken in batches, the longest due first", "drains all batches before it sleeps",
            "say the bounds of every number, and those are taken", "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `maintenance.retention_days` | whole number, 0 to 36500 | 30 | days | How long finished jobs, their logs and "
                + "the audit log are kept; 0 for ever. |",
            "executions are kept for thirty days unless somebody says otherwise, for some ends or for all",
            "old entries are pruned in batches, the oldest first",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `maintenance.retention_days_success` | whole number, 0 to 36500 | `retention_days` | days | The same for "
                + "SUCCESS jobs only. |",
            "executions are kept for thirty days unless somebody says otherwise, for some ends or for all",
            "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `maintenance.retention_days_failed` | whole number, 0 to 36500 | `retention_days` | days | The same for FAILED "
                + "and TIMEOUT jobs only. |",
            "executions are kept for thirty days unless somebody says otherwise, for some ends or for all",
            "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `maintenance.retention_days_logs` | whole number, 0 to 36500 | as long as the job | days | How long the log "
                + "lines of handlers are kept, if shorter than their job; 0 for as long as the job. |",
            "lines that are kept less long than their runs go without them",
            "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `maintenance.prune_interval_seconds` | number, 1 to 604800 | 3600 | seconds | How often expired rows are pruned. |",
            "the pruner deletes batch by batch with a pause, then waits for its interval",
            "say the bounds of every number, and those are taken", "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `maintenance.rescue_interval_seconds` | number, 0.1 to 3600 | 10 | seconds | How often the rescuer looks for "
                + "jobs of dead workers. |",
            "the rescuer looks at once, then at every interval",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `maintenance.deaths_max` | whole number, 1 to 100 | 3 | workers | A job that took down this many workers "
                + "becomes FAILED as poison. |",
            "a run whose worker died too often is FAILED as poison",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.database` | name of a database | the only one, else `jobu`, else `default` | | The store. |",
            "roles without a database take the only one, else the one called jobu, else default"),
        PageClaim(
            "| `worker.databases` | list of database names | all | | The databases that handlers can use. `worker.database` is "
                + "always included, even with `[]`. |",
            "every key of the roles is read"),
        PageClaim(
            "| `worker.pool_size` | whole number, 1 to 1000 | 10 | jobs | Capacity: how many jobs run at the same time. |",
            "never runs more at the same time than it has room for", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.poll_interval_seconds` | number, 0.05 to 3600 | 1 | seconds | How often the worker looks for jobs when "
                + "no change signal arrives. |",
            "every key of the roles is read",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.claim_batch_size` | whole number, 1 to 1000 | 10 | jobs | The most jobs claimed at once. |",
            "no more than the limit is taken, the longest due first", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.shutdown_timeout_seconds` | number, 0 to 86400 | 30 | seconds | How long the worker drains: jobs can "
                + "finish within this time. Then they are cancelled and released, without using an attempt. |",
            "hands back what takes too long, at the cost of no attempt",
            "a run that does not end in time is handed back and costs no attempt",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.lease_seconds` | number, 2 to 3600 | 30 | seconds | Lease duration: without a heartbeat for this long, "
                + "the worker's jobs are rescued. |",
            "gives a sign of life every third of its lease",
            "a run whose worker is killed is run once more by another, and finished once",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.cancel_grace_seconds` | number, 0.1 to 3600 | 10 | seconds | How long a handler can take to stop after "
                + "it is cancelled. What happens then: [isolation.md](isolation.md). |",
            "a handler that ignores its timeout is TIMEOUT after the grace, is not retried, and keeps its place until it ends",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.isolated` | list of handler names | none | | These handlers run in child processes, like those that "
                + "declare it; see [isolation.md](isolation.md). |",
            "can be isolated by worker.yaml as well"),
        PageClaim(
            "| `worker.allow_debugger` | boolean | `false` | | Whether other programs of the same user, including commands of "
                + "`shell`, can read the memory and environment of JobU's processes. Debuggers, profilers and core dumps also need "
                + "this. Linux only. |",
            "it cannot read the environment of the worker, nor its memory",
            "it could, where a debugger is allowed, so that the test above sees something",
            "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.queues` | list of strings | all | | The queues it serves; `[]` also means all. |",
            "a worker takes from its queues only", "every key of the roles is read"),
        PageClaim("`isolation` has no effect if no handler is isolated.", "without one of its own takes the whole worker with it"),
        PageClaim(
            "There are never more child processes than `worker.pool_size`.",
            "serve fifty runs, ten at a time, in ten processes at most; nothing is left over"),
        PageClaim(
            "| `worker.isolation.spare` | whole number, 0 to 1000 | 2 | processes | Kept ready beyond the busy ones. With 0, a "
                + "job can have to wait for a process to start. |",
            "has its spare children ready ahead, and replaces one as soon as it is taken",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.isolation.runs_per_process` | whole number, 1 to 1000000 | 1000 | jobs | After this many jobs, a "
                + "process is replaced. |",
            "replaces a child after its runs, or when it is not as it was",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.isolation.memory_limit_mb` | whole number, 1 to 1048576 | no limit | MiB | The memory a job can use, if "
                + "its handler declares no limit. |",
            "are killed for what goes beyond the memory their handler may use, slowly or at once",
            "say the bounds of every number, and those are taken"),
        PageClaim(
            "| `worker.isolation.recycle_memory_mb` | whole number, 1 to 1048576 | 256 | MiB | A process with this much memory "
                + "of its own after a job is replaced. |",
            "memory is that of its own, that of files, and what is mapped",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.isolation.idle_seconds` | number, 1 to 86400 | 60 | seconds | How long a process beyond `spare` stays "
                + "idle before it ends. |",
            "ends children beyond its spare ones that have been idle for long",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.isolation.kill_grace_seconds` | number, 0 to 300 | 2 | seconds | From SIGTERM to SIGKILL, for a process "
                + "and everything it has started. |",
            "and does not listen is killed with everything it has started: at its timeout, and when somebody cancels it",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim("[docs/builtin-handlers.md](builtin-handlers.md) shows how to use them.", "every command of a page works, in its order"),
        PageClaim("A built-in handler without a section is off.", "nothing is on unless it is enabled"),
        PageClaim(
            "| `worker.builtin.shell.commands` | list of names or absolute paths | required | | The commands that jobs can "
                + "start. A name is looked up in `path`. Optional with `allow_shell_string` or `named`. |",
            "everything else is refused, and says what is allowed",
            "a line for a shell needs no list of commands",
            "a named command says all that there is to say of it"),
        PageClaim(
            "| `worker.builtin.shell.path` | list of absolute paths | `[/usr/local/bin, /usr/bin, /bin]` | | The folders of "
                + "the commands, and their `PATH`. Only administrators should have write access to them. |",
            "a name is looked for in the folders of the path, and a path of the list is taken as it is",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.environment` | list of names | `[HOME, LANG, TZ]` | | The worker's environment variables "
                + "that commands see. |",
            "a command sees the variables it may see, and those of its run",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.params_environment` | list of names | `[]` | | The environment variables that a job's "
                + "parameters can set. |",
            "variables are set where they are allowed, and no others",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.directory` | string | `.` | | The working directory of commands; parameters can name a "
                + "folder below it. |",
            "a directory may only be below that of worker.yaml, whatever links say"),
        PageClaim(
            "| `worker.builtin.shell.allow_shell_string` | boolean | `false` | | Whether parameters can hold a line for "
                + "`/bin/sh`. Such a line can start anything: an admin can then do everything that the worker's user can. |",
            "a line for a shell is refused unless worker.yaml allows it",
            "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.kill_after_seconds` | number, 0.1 to 300 | 5 | seconds | From TERM to KILL, when a job is "
                + "cancelled or times out. |",
            "a cancelled run ends the whole group, also where TERM is ignored",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.output_lines_max` | whole number, 0 to 9000 | 1000 | lines | Output lines kept in the log of a job. |",
            "100 MB of output are read, and a bounded part of them is kept", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.http.hosts` | list of hosts | required | | The hosts that jobs can call: `api.example.com`, "
                + "`*.example.com` for all hosts below it, `10.1.2.3` or `10.0.0.0/8` for addresses, `\"*\"` for all. |",
            "a list of hosts is the whole list, and opens no private address",
            "addresses that are not public are refused unless they are allowed",
            "everything can be set"),
        PageClaim(
            "| `worker.builtin.http.allow_private_addresses` | boolean | `false` | | Whether those hosts can have loopback and "
                + "private addresses, and receive secrets without encryption. |",
            "addresses that are not public are refused unless they are allowed",
            "a secret does not travel without encryption to a public host",
            "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.http.response_bytes_max` | whole number, 0 to 1048576 | 65536 | bytes | How much of a response "
                + "body is kept. |",
            "bodies are shown as what they are, and as much of them as is allowed",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.http.secrets.NAME.value` | secret | required, or `file` | | The whole value of a header that "
                + "names this secret: `Bearer …`. |",
            "a secret is sent by its name, and stands neither in the log nor in an error"),
        PageClaim(
            "| `worker.builtin.http.secrets.NAME.file` | string | none | | A file with the value; a trailing line end is "
                + "dropped. Not together with `value`. |",
            "come from a file, without its last line end"),
        PageClaim(
            "| `worker.builtin.http.secrets.NAME.hosts` | list of hosts | all of `http.hosts` | | The hosts that can receive it. |",
            "a secret is sent by its name, and stands neither in the log nor in an error", "everything can be set"),
        PageClaim(
            "| `worker.builtin.sql.databases` | list of database names | required | | The databases in which jobs can execute "
                + "statements. Each must be one of `worker.databases`, and none can be the store. Optional with `named`. |",
            "statements get every database but the store, and no more rows than fit",
            "a database that is not on the list is refused",
            "a named statement says all that there is to say of it"),
        PageClaim(
            "| `worker.builtin.sql.rows_max` | whole number, 0 to 10000 | 100 | rows | How many rows the result of a job "
                + "keeps; at most 64 KiB of them. |",
            "of many rows as many are kept as are allowed",
            "many rows that are too large together are cut, one by one",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "The handlers `sql_named` and `shell_named` run these ([builtin-handlers.md](builtin-handlers.md#sql_named-and-shell_named)).",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command"),
        PageClaim(
            "Jobs refer to a statement or command by its `NAME`, 1 to 64 characters from `A-Z a-z 0-9 _ -`.",
            "what is wrong with a named statement or command is told with its place"),
        PageClaim(
            "After `params`, `NAME` is the name of a parameter: characters from `A-Z a-z 0-9 _`, not starting with a digit.",
            "what is wrong with a named statement or command is told with its place"),
        PageClaim(
            "| `worker.builtin.shell.named.NAME.command` | list of strings | required | | The command, as in `shell.commands`, "
                + "and its arguments. An argument `:file` is the value of the parameter `file`. The command need not be in "
                + "`shell.commands`. |",
            "a named command says all that there is to say of it",
            "what is wrong with a named statement or command is told with its place",
            "a value is one argument of the command, whatever it holds"),
    ]
}
