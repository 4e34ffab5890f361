/// What docs/builtin-handlers.md promises, sentence by sentence and row by row, with the tests that show it.
enum BuiltinPage {
    static let claims: [PageClaim] = part1 + part2 + part3 + part4

    static let part1: [PageClaim] = [
        PageClaim("[한국어](builtin-handlers.ko.md)", "both languages have the same headings and the same code"),
        PageClaim("To schedule only commands, HTTP requests or SQL statements, you need no Swift."),
        PageClaim(
            "The stock `jobu` and every executable of your own include five handlers.",
            "nothing is on unless it is enabled",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command"),
        PageClaim(
            "Each handler is off until `config/worker.yaml` enables it and defines what it can do.",
            "nothing is on unless it is enabled",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command"),
        PageClaim("| `shell` | runs a command | a list of commands |", "everything else is refused, and says what is allowed"),
        PageClaim(
            "| `shell_named` | runs a command of worker.yaml | that command |",
            "a value is one argument of the command, whatever it holds"),
        PageClaim("| `http` | sends a request | a list of hosts |", "addresses that are not public are refused unless they are allowed"),
        PageClaim("| `sql` | executes a statement | a list of databases |", "a database that is not on the list is refused"),
        PageClaim(
            "| `sql_named` | executes a statement of worker.yaml | that statement |",
            "the name chooses the statement, and the values are bound to it"),
        PageClaim("These lists are part of the worker's configuration."),
        PageClaim(
            "Anything that is not on a list is refused with a message that names the list, and the job is not retried.",
            "everything else is refused, and says what is allowed",
            "a database that is not on the list is refused",
            "addresses that are not public are refused unless they are allowed"),
        PageClaim(
            "Parameters of `shell` and `sql` are executed, so only an **admin** can write them: in a cron, for a job, or with *Run now*.",
            "no route lets a role below admin bring a statement or a command to a handler that would execute it",
            "operators may write these parameters, and those of sql and shell stay an admin's"),
        PageClaim(
            "An operator can run such a cron as it is, and can retry or repeat its jobs with the same parameters.",
            "an operator runs an admin's cron as it is, and retries and repeats its jobs with the parameters that they have"),
        PageClaim(
            "Operators can write the parameters of `http`, `shell_named` and `sql_named`.",
            "an operator chooses by name what worker.yaml holds, and a viewer does not",
            "operators may write these parameters, and those of sql and shell stay an admin's"),
        PageClaim(
            "Your own handler declares the same with `static let paramsAuthor = ParamsAuthor.admin` ([handlers.md](handlers.md)).",
            "what a handler declares stays, whatever an older program says later"),
        PageClaim(
            "[configuration.md](configuration.md#builtin-built-in-handlers) lists every key.",
            "lists every key the readers know, once, and no other"),
        PageClaim("Crons and jobs with these handlers:", "every command of a page works, in its order"),
        PageClaim(
            "An unknown key in the parameters is refused, so a typo never silently changes what a job does.",
            "parameters that do not fit are named",
            "nothing but the name and the values can be written"),
        PageClaim(
            "| `command` | list of texts | required | The command and its arguments. They are not read by a shell: `$HOME`, `*` and "
                + "`;` have no special meaning. |",
            "arguments arrive as they were given, and stdin is read",
            "a name is looked for in the folders of the path, and a path of the list is taken as it is"),
        PageClaim(
            "| `shell` | text | | Instead of `command`: a line for `/bin/sh`, if `allow_shell_string` is set. |",
            "a line for a shell is refused unless worker.yaml allows it"),
        PageClaim(
            "| `env` | texts by name | `{}` | Environment variables; only those listed in `params_environment` are allowed. |",
            "variables are set where they are allowed, and no others"),
        PageClaim(
            "| `directory` | text | the one in worker.yaml | The working directory. After symbolic links are resolved, it must be "
                + "below the directory in worker.yaml. |",
            "a directory may only be below that of worker.yaml, whatever links say"),
        PageClaim("| `stdin` | text | nothing | The standard input. |", "arguments arrive as they were given, and stdin is read"),
        PageClaim(
            "| `success_codes` | list of whole numbers | `[0]` | Exit codes that count as success. |",
            "an exit code that is not among the good ones is a failure that says what stderr said last"),
        PageClaim(
            "A command gets the variables of `environment` and `env`, and a `PATH` made of `path`.",
            "a command sees the variables it may see, and those of its run"),
        PageClaim(
            "It also gets `JOBU_EXECUTION_ID`, `JOBU_ATTEMPT`, `JOBU_FENCE` and `JOBU_SCHEDULED_TIME` of its job.",
            "a command sees the variables it may see, and those of its run"),
        PageClaim(
            "It sees nothing else of the worker's environment.",
            "a command sees the variables it may see, and those of its run",
            "it cannot read the environment of the worker, nor its memory"),
        PageClaim(
            "On Linux, it cannot read this environment or the worker's memory from `/proc` either, because the worker denies access to "
                + "other programs of its user.",
            "a command sees the variables it may see, and those of its run",
            "it cannot read the environment of the worker, nor its memory"),
        PageClaim(
            "If the worker runs as root, this protection does not apply, because its commands are root as well; use a separate user "
                + "for the worker."),
        PageClaim(
            "`worker.allow_debugger` turns this protection off.",
            "it could, where a debugger is allowed, so that the test above sees something"),
        PageClaim(
            "**Output.** Each line of stdout and stderr is written to the job's log as it arrives.",
            "both streams are in the log, and the result shows the exit code and the last lines"),
        PageClaim(
            "Lines longer than 4 KiB are truncated.",
            "that are too long are cut between two letters, and the next line is whole",
            "that are no UTF-8 show where they are not",
            "100 MB of output are read, and a bounded part of them is kept"),
        PageClaim(
            "Bytes that are not UTF-8 and characters that move a terminal's cursor are shown as `�`.",
            "that are too long are cut between two letters, and the next line is whole",
            "that are no UTF-8 show where they are not",
            "100 MB of output are read, and a bounded part of them is kept"),
        PageClaim("Color sequences are removed.", "come out whole"),
        PageClaim(
            "After `output_lines_max` lines, further lines are only counted.",
            "that are too long are cut between two letters, and the next line is whole",
            "that are no UTF-8 show where they are not",
            "100 MB of output are read, and a bounded part of them is kept"),
        PageClaim("Memory does not grow with the output.", "100 MB of output are read, and a bounded part of them is kept"),
        PageClaim(
            "**Result.** The result contains `exit_code`, `output_lines` and the last ten lines of `stdout`.",
            "both streams are in the log, and the result shows the exit code and the last lines"),
        PageClaim(
            "Any other exit code fails the attempt, and the job is retried according to its options.",
            "an exit code that is not among the good ones is a failure that says what stderr said last"),
        PageClaim(
            "The error shows the last lines of stderr.",
            "an exit code that is not among the good ones is a failure that says what stderr said last"),
        PageClaim(
            "**Termination.** Each command has its own process group.",
            "a cancelled run ends the whole group, also where TERM is ignored"),
        PageClaim(
            "If the job is cancelled, its timeout expires or the worker stops, the group receives TERM and, `kill_after_seconds` "
                + "later, KILL.",
            "a cancelled run ends the whole group, also where TERM is ignored",
            "a cancelled run, one whose time is over, and one whose worker is killed leave no process"),
        PageClaim(
            "Until then, its output is read: a trap can clean up, and what it prints is in the log.",
            "a cancelled command can still speak: its trap runs, and its last words are in the log",
            "what a command says before KILL ends it is in the log, also where it ignores TERM"),
        PageClaim(
            "Processes that a command leaves in its group end with the command, so a job leaves nothing behind.",
            "a process that is left behind neither holds up the run nor lives on"),
        PageClaim(
            "A process that must survive has to leave the group (`setsid`).",
            "a process that is left behind neither holds up the run nor lives on"),
        PageClaim(
            "**Worker crash.** If the worker dies, by `kill -9` or for lack of memory, the groups of its commands are killed.",
            "a cancelled run, one whose time is over, and one whose worker is killed leave no process"),
        PageClaim(
            "For this, a small `/bin/sh` beside each command waits for the end of a pipe that the worker holds.",
            "a cancelled run, one whose time is over, and one whose worker is killed leave no process"),
        PageClaim("A machine without `/bin/sh` has no such guard."),
        PageClaim(
            "The guard cannot reach a process that has left the group; under systemd, `KillMode=control-group`, the default, ends that "
                + "one as well."),
        PageClaim(
            "**Program files.** Anyone who can replace a program in a folder of `path`, or a link to it, decides what is executed."),
        PageClaim("Give write access to these folders only to the administrator."),
    ]
}
