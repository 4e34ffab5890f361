/// What docs/builtin-handlers.md promises, sentence by sentence and row by row, with the tests that show it.
enum BuiltinPage {
    static let claims: [PageClaim] = part1 + part2

    static let part1: [PageClaim] = [
        PageClaim("For people who only want to schedule a command, a request or a statement: no line of Swift is needed."),
        PageClaim(
            "The stock `jobu` and every executable of your own have five handlers, each of them off until "
                + "`config/worker.yaml` enables it and says what it may do.",
            "nothing is on unless it is enabled",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command"),
        PageClaim("| `shell` | starts a command | a list of commands |", "everything else is refused, and says what is allowed"),
        PageClaim(
            "| `shell_named` | starts a command of worker.yaml | that command |",
            "a value is one argument of the command, whatever it holds"),
        PageClaim("| `http` | sends a request | a list of hosts |", "addresses that are not public are refused unless they are allowed"),
        PageClaim("| `sql` | executes a statement | a list of databases |", "a database that is not on the list is refused"),
        PageClaim(
            "| `sql_named` | executes a statement of worker.yaml | that statement |",
            "the name chooses the statement, and the values are bound to it"),
        PageClaim("Whoever runs the worker writes the lists."),
        PageClaim(
            "What is not on a list is refused with a message that names the list, and the job is not tried again.",
            "everything else is refused, and says what is allowed", "a database that is not on the list is refused",
            "addresses that are not public are refused unless they are allowed"),
        PageClaim(
            "Parameters of `shell` and `sql` say what is executed, so only an **admin** may write them: in a cron, with a "
                + "job, or with *Run now*.",
            "no route lets a role below admin bring a statement or a command to a handler that would execute it",
            "operators may write these parameters, and those of sql and shell stay an admin's"),
        PageClaim(
            "An operator can run such a cron as it is, and retry or repeat its jobs with the parameters that they have.",
            "an operator runs an admin's cron as it is, and retries and repeats its jobs with the parameters that they have"),
        PageClaim(
            "Parameters of `http`, `shell_named` and `sql_named` are open to operators.",
            "an operator chooses by name what worker.yaml holds, and a viewer does not",
            "operators may write these parameters, and those of sql and shell stay an admin's"),
        PageClaim(
            "A handler of your own declares the same with `static let paramsAuthor = ParamsAuthor.admin` "
                + "([handlers.md](handlers.md)).",
            "what a handler declares stays, whatever an older program says later"),
        PageClaim(
            "Every key is in [configuration.md](configuration.md#builtin-handlers-that-jobu-brings-itself).",
            "lists every key the readers know, once, and no other"),
        PageClaim("A cron for each of them:", "every command of a page works, in its order"),
        PageClaim(
            "A key of the parameters that is not known is refused: a slip never silently changes what a run does.",
            "parameters that do not fit are named", "nothing but the name and the values can be written"),
        PageClaim(
            "| `command` | list of texts | required | The command and its arguments. No shell reads them: `$HOME`, `*` and "
                + "`;` are what they are. |",
            "arguments arrive as they were given, and stdin is read",
            "a name is looked for in the folders of the path, and a path of the list is taken as it is"),
        PageClaim(
            "| `shell` | text | | Instead of `command`: a line for `/bin/sh`, where `allow_shell_string` is set. |",
            "a line for a shell is refused unless worker.yaml allows it"),
        PageClaim(
            "| `env` | texts by name | `{}` | Variables, as far as `params_environment` names them. |",
            "variables are set where they are allowed, and no others"),
        PageClaim(
            "| `directory` | text | that of worker.yaml | Where it runs; below the folder of worker.yaml, after links were "
                + "followed. |",
            "a directory may only be below that of worker.yaml, whatever links say"),
        PageClaim("| `stdin` | text | nothing | What it reads. |", "arguments arrive as they were given, and stdin is read"),
        PageClaim(
            "| `success_codes` | list of whole numbers | `[0]` | Exit codes that are no failure. |",
            "an exit code that is not among the good ones is a failure that says what stderr said last"),
        PageClaim(
            "A command sees the variables of `environment` and `env`, a `PATH` made of `path`, and `JOBU_EXECUTION_ID`, "
                + "`JOBU_ATTEMPT`, `JOBU_FENCE` and `JOBU_SCHEDULED_TIME` of its run.",
            "a command sees the variables it may see, and those of its run"),
        PageClaim(
            "Nothing else of the worker's environment reaches it, and on Linux a command cannot read that environment or the "
                + "memory of the worker from `/proc` either: the worker closes itself to other programs of its user.",
            "a command sees the variables it may see, and those of its run",
            "it cannot read the environment of the worker, nor its memory"),
        PageClaim("A worker that runs as root is open to its commands, which are root too; run it as a user of its own."),
        PageClaim(
            "`worker.allow_debugger` takes this away.", "it could, where a debugger is allowed, so that the test above sees something"),
        PageClaim(
            "**Output.** Each line of stdout and stderr becomes a line of the run's log, as it comes.",
            "both streams are in the log, and the result shows the exit code and the last lines"),
        PageClaim(
            "Lines longer than 4 KiB are cut, what is no UTF-8 or moves a terminal's cursor is shown as `�`, and after "
                + "`output_lines_max` lines the log only counts.",
            "that are too long are cut between two letters, and the next line is whole",
            "that are no UTF-8 show where they are not",
            "100 MB of output are read, and a bounded part of them is kept"),
        PageClaim("Memory does not grow with the output.", "100 MB of output are read, and a bounded part of them is kept"),
        PageClaim(
            "**Result.** `exit_code`, `output_lines` and the last ten lines of `stdout`.",
            "both streams are in the log, and the result shows the exit code and the last lines"),
        PageClaim(
            "Any other exit code fails the attempt, which is tried again as the cron says; the error shows the last lines of "
                + "stderr.",
            "an exit code that is not among the good ones is a failure that says what stderr said last"),
        PageClaim(
            "**End.** Each command has a process group of its own.", "a cancelled run ends the whole group, also where TERM is ignored"),
        PageClaim(
            "When the run is cancelled, its timeout is over or the worker has to stop, the group gets TERM and, "
                + "`kill_after_seconds` later, KILL.",
            "a cancelled run ends the whole group, also where TERM is ignored",
            "a cancelled run, one whose time is over, and one whose worker is killed leave no process"),
        PageClaim(
            "Until then its output is read: a trap can tidy up, and its last words are in the log.",
            "a cancelled command can still speak: its trap runs, and its last words are in the log",
            "what a command says before KILL ends it is in the log, also where it ignores TERM"),
        PageClaim(
            "What a command leaves running in its group ends with the command, so that no run leaves anything behind; a "
                + "process that is to live on must leave the group (`setsid`).",
            "a process that is left behind neither holds up the run nor lives on"),
        PageClaim(
            "**A worker that dies**, by `kill -9` or for lack of memory, takes the groups of its commands with it: beside "
                + "each command a small `/bin/sh` waits for the end of a pipe that the worker holds.",
            "a cancelled run, one whose time is over, and one whose worker is killed leave no process"),
        PageClaim("A machine without `/bin/sh` has no such guard."),
        PageClaim(
            "A process that has left the group is out of its reach; under systemd `KillMode=control-group`, which is the "
                + "default, ends that too."),
        PageClaim("**Who may replace a program** in a folder of `path`, or a link to it, decides what runs."),
        PageClaim("Keep these folders to the administrator."),
        PageClaim(
            "| `url` | text | required | `https://…` or `http://…`, without name and password. |", "parameters that do not fit are named"),
        PageClaim(
            "| `method` | text | `GET`, with a body `POST` | |",
            "a request with neither body nor method is a GET, and the answer is in the result",
            "a JSON value is sent as JSON, with a key that is the same for all attempts"),
        PageClaim("| `headers` | texts by name | `{}` | |", "a JSON value is sent as JSON, with a key that is the same for all attempts"),
        PageClaim(
            "| `secret_headers` | names by name | `{}` | Headers whose values are secrets of worker.yaml, by the secret's "
                + "name. |",
            "a secret is sent by its name, and stands neither in the log nor in an error"),
        PageClaim("| `body` | text | | Sent as it is. |", "parameters that do not fit are named"),
        PageClaim(
            "| `json` | anything | | Sent as JSON, instead of `body`. |",
            "a JSON value is sent as JSON, with a key that is the same for all attempts"),
        PageClaim(
            "| `expected_status` | 200, `\"2xx\"`, `\"200-204\"`, or a list of these | `\"2xx\"` | Answers that are no "
                + "failure. |",
            "what is expected can be said"),
        PageClaim(
            "| `timeout_seconds` | number, 0.1 to 3600 | 30 | For the whole request. |", "parameters that do not fit are named",
            "a server that says nothing runs into the timeout"),
        PageClaim(
            "| `redirects_max` | whole number, 0 to 10 | 0 | Redirects that are followed. To another host no credentials go "
                + "along. |",
            "parameters that do not fit are named",
            "a redirect is an answer, unless it is to be followed",
            "credentials do not follow to another server"),
        PageClaim(
            "**Result.** `status`, `content_type`, and the `body`: JSON as JSON, text as text, anything else as "
                + "`body_base64`; `is_truncated` says whether there was more than `response_bytes_max`.",
            "bodies are shown as what they are, and as much of them as is allowed",
            "a request with neither body nor method is a GET, and the answer is in the result"),
        PageClaim(
            "**Failures.** 408, 425, 429, 5xx and everything that goes wrong on the way are tried again as the cron says.",
            "an answer that was not expected fails, for good where another try would bring the same",
            "nobody who answers is a failure that may be tried again"),
        PageClaim(
            "Any other answer that was not expected would come again, and ends the run as FAILED.",
            "an answer that was not expected fails, for good where another try would bring the same"),
        PageClaim(
            "**`Retry-After`** of a 429 or 503, up to a day, is honoured: the run goes back to PENDING and is called again "
                + "then, at the cost of no attempt.",
            "a server that asks to come again later is asked again then, at the cost of no attempt",
            "a snoozed run waits as it wished and is called again at the cost of no attempt"),
        PageClaim(
            "A day after its scheduled time the server's wishes end, and each such answer costs an attempt.",
            "a server that asks to come again later is asked again then, at the cost of no attempt"),
        PageClaim(
            "**Once.** A request other than GET, HEAD and OPTIONS carries an `Idempotency-Key` that is the same for all "
                + "attempts of a run, so that a server that knows the header does the work once.",
            "a JSON value is sent as JSON, with a key that is the same for all attempts"),
        PageClaim(
            "**Where it may lead.** The host must be on the list, and all its addresses must be public, unless "
                + "`allow_private_addresses` is set: the name is resolved once, and the connection goes to an address that was "
                + "judged.",
            "addresses that are not public are refused unless they are allowed",
            "a name that is asked for again and answers differently gains nothing",
            "the connection goes to the address that was judged, and the server still hears the name"),
        PageClaim("The same holds for each redirect.", "each redirect is judged"),
        PageClaim(
            "Addresses where clouds keep their secrets (169.254.169.254) stay closed to names even then; only an entry of "
                + "addresses opens them.",
            "an exception by name opens private addresses and this machine, and not the link-local ones",
            "an exception by address opens it for every name"),
        PageClaim(
            "**Secrets** stand in worker.yaml, each with the hosts it may go to, and never in parameters, logs or errors.",
            "a secret is sent by its name, and stands neither in the log nor in an error"),
        PageClaim(
            "Without `allow_private_addresses` they are only sent over https.",
            "a secret does not travel without encryption to a public host"),
    ]
}
