extension SecurityPage {
    /// The section "Roles".
    static let roles: [Claim] = [
        Claim(
            "| role | may | |---|---| | viewer | look at everything but users, tokens and the audit log |",
            "a role that is too low gets 403 from every route, a role that is enough never does"),
        Claim(
            "| operator | also run and enqueue, retry, cancel, pause and resume crons |",
            "a role that is too low gets 403 from every route, a role that is enough never does",
            "whoever may only run things deletes nothing in bulk either"),
        Claim(
            "| admin | also write the parameters of handlers that execute them, create, edit and delete crons, delete jobs, "
                + "limit queues, decide transactions, look after users and tokens, read the audit log |",
            "a role that is too low gets 403 from every route, a role that is enough never does",
            "an admin can do all of that, so that the attack above would be seen"),
        Claim(
            "The table of every route with its role is one file, `Sources/JobUAdmin/Accounts/RoutePermissions.swift`; a route that is "
                + "not in it is for admins.",
            "every route of the router is in the table of rights, and nothing else is",
            "a route that is not in the table is for admins"),
        Claim(
            "Open to everybody are `/health`, `/ready`, `/login` and the pages' style sheet, script and icon; `/metrics` "
                + "where `admin.public_metrics` says so.",
            "with logins on, every route but the open ones answers 401 to somebody unknown",
            "the figures are public only where the settings say so"),
        Claim(
            "The last admin can be neither removed nor given a lower role.",
            "the last admin stays, also when two admins remove each other at once",
            "users are looked after over the API; the last admin stays"),
    ]

    /// The section "Handlers".
    static let handlers: [Claim] = [
        Claim(
            "**Parameters that say what is executed are an admin's**: those of `shell` and `sql`, and of your own handlers "
                + "that declare `paramsAuthor`.",
            "no route lets a role below admin bring a statement or a command to a handler that would execute it"),
        Claim(
            "An operator gets status 403 with `params_of_admin`, by every way in: the API, the pages, *Run now* with other "
                + "parameters, and a repeated request.",
            "no route lets a role below admin bring a statement or a command to a handler that would execute it",
            "an operator runs an admin's cron as it is, and retries and repeats its jobs with the parameters that they have"),
        Claim(
            "A handler that no worker has ever registered with is an admin's too.",
            "no route lets a role below admin bring a statement or a command to a handler that would execute it"),
        Claim(
            "The store remembers the strictest declaration in its table `handlers`; to loosen one, delete the row and restart "
                + "the workers.",
            "what a handler declares stays, whatever an older program says later"),
        Claim(
            "**Names instead**: what stands in worker.yaml under `named`, operators may run with `sql_named` and `shell_named`.",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command"),
        Claim(
            "They write the name and declared values, and no part of a statement or command: a value is bound, or one whole argument of a "
                + "declared type that is no option.",
            "nothing but the name and the values can be written",
            "a value that looks like a statement is a value, and one of another kind is refused",
            "a value is one argument of the command, whatever it holds",
            "a value that a program would take for an option is refused, unless it is one of the choices"),
        Claim(
            "**Statements** of `sql` never reach the store, whatever its name or address, and run on sessions of their own "
                + "([builtin-handlers.md](builtin-handlers.md)).",
            "the store is refused, whatever name of database.yaml leads to it",
            "another name of database.yaml that leads to the store is the store",
            "what a statement leaves in its session meets no other one"),
        Claim(
            "**Secrets** of the configuration are hidden in everything that jobs show, also inside of texts and in other "
                + "encodings.",
            "inside of a text and in every encoding in which it may come back",
            "in results, reasons, errors, progress and log lines of every handler"),
        Claim(
            "**Commands** of `shell` see the variables that worker.yaml names, and on Linux cannot look into the worker: "
                + "neither its environment nor its memory, unless it runs as root.",
            "a command sees the variables it may see, and those of its run",
            "it cannot read the environment of the worker, nor its memory"),
        Claim(
            "**Requests** of `http` and messages to webhooks go to the address that was judged, over TLS 1.2 with forward "
                + "secrecy or newer, to a server whose certificate is of its name and of an issuer that this machine trusts.",
            "the connection goes to the address that was judged, and the server still hears the name",
            "a server that speaks an old TLS, or one without forward secrecy, gets no request",
            "a certificate of another name, or of an issuer that is not known, is not believed"),
        Claim(
            "**Terminals** obey nothing that others wrote: `jobu` and the logs show control characters and signs that turn "
                + "the order of letters around as `\\u{1B}`.",
            "no command writes what a terminal would obey",
            "what a terminal would obey is shown instead"),
        Claim(
            "JSON stays JSON.",
            "no command writes what a terminal would obey"),
    ]

    /// The section "What does not protect".
    static let limits: [Claim] = [
        Claim(
            "- **Whoever can write into the store's database, or run `jobu` with its configuration, is above all roles.** A "
                + "lost password is set anew with `jobu user password NAME`; a database's own accounts have to keep others out.",
            "users and tokens come and go on the command line, and the log tells who did it"),
        Claim(
            "The audit log is a table: it convinces nobody who can write there."),
        Claim(
            "- **Handlers run with the rights of the worker process.** Whoever may write parameters decides what they are "
                + "called with.",
            "an admin can do all of that, so that the attack above would be seen"),
        Claim(
            "The list of commands of `shell` is no sandbox: a command such as `find` or `psql` starts whatever its arguments "
                + "say."),
        Claim(
            "- Parameters, results and logs of runs are shown to every viewer: keep secrets in worker.yaml or in the workers' "
                + "environment.",
            "a role that is too low gets 403 from every route, a role that is enough never does"),
        Claim(
            "- A handler that declares `paramsAuthor` only in a later version leaves the jobs that operators have enqueued "
                + "before as they are."),
        Claim(
            "- Without users, every account of the machine, and every program that runs there, is an admin.",
            "without users nobody has to log in, and every page says so"),
        Claim(
            "- Whoever guesses from the address that a user comes from takes that address's attempts; a browser the user has "
                + "logged in with before still gets in.",
            "a browser that has logged in before is not kept out by guesses from its own address, until the password changes"),
        Claim(
            "- There is no second factor and no single sign-on; put a proxy that has them in front where you need them."),
        Claim(
            "- What a browser has shown stays on its screen when the session ends elsewhere; the page then says that it is "
                + "logged out, and gets nothing new.",
            "a stream ends soon after what opened it",
            "a page whose session has ended says so, and asks for nothing more"),
        Claim(
            "- Limits on guessing are those of one process: with several admin processes there are several times as many "
                + "attempts."),
    ]
}
