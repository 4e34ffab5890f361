extension SecurityPage {
    /// The section "Roles".
    static let roles: [Claim] = [
        Claim(
            "| role | may | |---|---| | viewer | read everything except users, tokens and the audit log |",
            "a role that is too low gets 403 from every route, a role that is enough never does"),
        Claim(
            "| operator | also run crons, enqueue, retry and cancel jobs, pause and resume crons, resend alerts |",
            "a role that is too low gets 403 from every route, a role that is enough never does",
            "whoever may only run things deletes nothing in bulk either"),
        Claim(
            "| admin | also write the parameters of handlers that execute them, create, edit and delete crons, delete jobs, limit "
                + "queues, resolve transactions, manage users and tokens, read the audit log |",
            "a role that is too low gets 403 from every route, a role that is enough never does",
            "an admin can do all of that, so that the attack above would be seen"),
        Claim(
            "The roles of all routes are listed in one file, `Sources/JobUAdmin/Accounts/RoutePermissions.swift`.",
            "every route of the router is in the table of rights, and nothing else is",
            "a route that is not in the table is for admins"),
        Claim(
            "A route that is missing there requires the admin role.",
            "every route of the router is in the table of rights, and nothing else is",
            "a route that is not in the table is for admins"),
        Claim(
            "Open without a login are `/health`, `/ready`, `/login`, and the style sheet, script and icon of the pages.",
            "with logins on, every route but the open ones answers 401 to somebody unknown",
            "the figures are public only where the settings say so"),
        Claim(
            "`/metrics` is open if `admin.public_metrics` is set.",
            "with logins on, every route but the open ones answers 401 to somebody unknown",
            "the figures are public only where the settings say so"),
        Claim(
            "You cannot remove the last admin or lower its role.",
            "the last admin stays, also when two admins remove each other at once",
            "users are looked after over the API; the last admin stays"),
    ]

    /// The section "Handlers".
    static let handlers: [Claim] = [
        Claim(
            "**Parameters that are executed require an admin**: those of `shell` and `sql`, and of your own handlers that declare "
                + "`paramsAuthor`.",
            "no route lets a role below admin bring a statement or a command to a handler that would execute it"),
        Claim(
            "An operator gets status 403 with `params_of_admin` everywhere: in the API, on the pages, and for a request that is sent "
                + "again.",
            "no route lets a role below admin bring a statement or a command to a handler that would execute it",
            "an operator runs an admin's cron as it is, and retries and repeats its jobs with the parameters that they have"),
        Claim(
            "The same applies to *Run now* and *Run again* with other parameters.",
            "no route lets a role below admin bring a statement or a command to a handler that would execute it",
            "an operator runs an admin's cron as it is, and retries and repeats its jobs with the parameters that they have"),
        Claim(
            "If no worker has ever registered a handler, its parameters require an admin as well.",
            "no route lets a role below admin bring a statement or a command to a handler that would execute it"),
        Claim(
            "The store keeps the strictest declaration in its table `handlers`.",
            "what a handler declares stays, whatever an older program says later"),
        Claim(
            "To loosen it, delete the row and restart the workers.",
            "what a handler declares stays, whatever an older program says later"),
        Claim(
            "**Named commands and statements** are the alternative: operators can run what worker.yaml lists under `named`, with "
                + "`sql_named` and `shell_named`.",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command"),
        Claim(
            "They give the name and declared values, but write no part of a statement or command.",
            "nothing but the name and the values can be written",
            "a value that looks like a statement is a value, and one of another kind is refused",
            "a value is one argument of the command, whatever it holds",
            "a value that a program would take for an option is refused, unless it is one of the choices"),
        Claim(
            "In a statement, a value is bound.",
            "nothing but the name and the values can be written",
            "a value that looks like a statement is a value, and one of another kind is refused",
            "a value is one argument of the command, whatever it holds",
            "a value that a program would take for an option is refused, unless it is one of the choices"),
        Claim(
            "In a command, it is one whole argument of a declared type and cannot become an option.",
            "nothing but the name and the values can be written",
            "a value that looks like a statement is a value, and one of another kind is refused",
            "a value is one argument of the command, whatever it holds",
            "a value that a program would take for an option is refused, unless it is one of the choices"),
        Claim(
            "**Statements** of `sql` never reach the store, whatever its name or address, and run in sessions of their own "
                + "([builtin-handlers.md](builtin-handlers.md)).",
            "the store is refused, whatever name of database.yaml leads to it",
            "another name of database.yaml that leads to the store is the store",
            "what a statement leaves in its session meets no other one"),
        Claim(
            "**Secrets** of the configuration are masked in everything that jobs show, also within longer texts and in other encodings.",
            "inside of a text and in every encoding in which it may come back",
            "in results, reasons, errors, progress and log lines of every handler"),
        Claim(
            "**Commands** of `shell` see the variables that worker.yaml names.",
            "a command sees the variables it may see, and those of its run",
            "it cannot read the environment of the worker, nor its memory"),
        Claim(
            "On Linux, they can read neither the environment nor the memory of the worker, unless it runs as root or "
                + "`worker.allow_debugger` is set.",
            "a command sees the variables it may see, and those of its run",
            "it cannot read the environment of the worker, nor its memory",
            "it could, where a debugger is allowed, so that the test above sees something"),
        Claim(
            "**Requests** of `http` and webhook deliveries connect to the address that was checked, over TLS 1.2 with forward secrecy "
                + "or newer.",
            "the connection goes to the address that was judged, and the server still hears the name",
            "a server that speaks an old TLS, or one without forward secrecy, gets no request",
            "a certificate of another name, or of an issuer that is not known, is not believed"),
        Claim(
            "The server's certificate must match its name and come from an issuer that this machine trusts.",
            "the connection goes to the address that was judged, and the server still hears the name",
            "a server that speaks an old TLS, or one without forward secrecy, gets no request",
            "a certificate of another name, or of an issuer that is not known, is not believed"),
        Claim(
            "**Terminals** do not execute what others wrote: `jobu` and the logs escape control characters and characters that reverse "
                + "the text direction, as in `\\u{1B}`.",
            "no command writes what a terminal would obey",
            "what a terminal would obey is shown instead"),
        Claim("JSON output stays valid JSON.", "no command writes what a terminal would obey"),
    ]

    /// The section "Behind a proxy".
    static let proxies: [Claim] = [
        Claim(
            "Without users, the admin does not start behind a proxy, as indicated by `trusted_proxies` or a public name in "
                + "`allowed_hosts`.",
            "behind a proxy the start is refused until there is a user, or the proxy is said to authenticate",
            "while there are no users, what a proxy hands on is refused on every route that is not open"),
        Claim(
            "Requests forwarded by a proxy (`X-Forwarded-For`, `Forwarded`, `Via` and similar headers) are refused while there are no "
                + "users.",
            "behind a proxy the start is refused until there is a user, or the proxy is said to authenticate",
            "while there are no users, what a proxy hands on is refused on every route that is not open"),
        Claim(
            "If the proxy itself admits only people with full access, set `admin.proxy_authenticates: true`.",
            "a proxy that is said to authenticate is let in without users"),
        Claim(
            "List the proxy in `admin.trusted_proxies`.",
            "a proxy's word counts only where it is trusted, and only as far as trust reaches"),
        Claim(
            "Otherwise all clients share one address and one limit of attempts, and cookies are not marked `Secure`.",
            "a proxy's word counts only where it is trusted, and only as far as trust reaches"),
        Claim(
            "The client address is the nearest one that no trusted proxy vouches for.",
            "a proxy's word counts only where it is trusted, and only as far as trust reaches"),
        Claim(
            "`X-Forwarded-Prefix` is accepted only from these proxies.",
            "X-Forwarded-Prefix counts where it comes from a trusted proxy, and nowhere else"),
        Claim("Add the public name to `admin.allowed_hosts`.", "loopback and allowed host names are served"),
        Claim("Bind the admin to an address that only the proxy can reach."),
        Claim(
            "If the proxy serves JobU below a path (`admin.base_path`, or that header), every link, redirect and cookie uses this path.",
            "every link, form and file of every page lies below the base path",
            "redirects lead below it, cookies are for it alone, and a login leads back to where it was asked for",
            "over TLS a cookie is for the path alone, where there is one"),
        Claim(
            "Over TLS, the cookies then have the prefix `__Secure-`.",
            "every link, form and file of every page lies below the base path",
            "redirects lead below it, cookies are for it alone, and a login leads back to where it was asked for",
            "over TLS a cookie is for the path alone, where there is one"),
    ]

    /// The section "Known limits".
    static let limits: [Claim] = [
        Claim(
            "- **Write access to the store's database, or to run `jobu` with its configuration, bypasses all roles.**",
            "users and tokens come and go on the command line, and the log tells who did it"),
        Claim(
            "Use the accounts of the database to keep others out.",
            "users and tokens come and go on the command line, and the log tells who did it"),
        Claim(
            "To reset a lost password, run `jobu user password NAME`.",
            "users and tokens come and go on the command line, and the log tells who did it"),
        Claim("The audit log is a table: it proves nothing against anyone with write access."),
        Claim(
            "- **Handlers run with the permissions of the worker process.**",
            "an admin can do all of that, so that the attack above would be seen"),
        Claim(
            "Anyone who can write parameters decides what a handler is called with.",
            "an admin can do all of that, so that the attack above would be seen"),
        Claim("The command list of `shell` is not a sandbox: commands such as `find` or `psql` start whatever their arguments say."),
        Claim(
            "- Every viewer can see the parameters, results and logs of jobs.",
            "a role that is too low gets 403 from every route, a role that is enough never does"),
        Claim(
            "Keep secrets in worker.yaml or in the workers' environment.",
            "a role that is too low gets 403 from every route, a role that is enough never does"),
        Claim("- If a later version of a handler adds `paramsAuthor`, the jobs that operators enqueued before stay as they are."),
        Claim(
            "- Without users, every account and every program of the machine is an admin.",
            "without users nobody has to log in, and every page says so"),
        Claim(
            "- Guesses from a user's own address use up the attempts of that address.",
            "a browser that has logged in before is not kept out by guesses from its own address, until the password changes"),
        Claim(
            "A browser in which the user has logged in before can still log in.",
            "a browser that has logged in before is not kept out by guesses from its own address, until the password changes"),
        Claim("- There is no second factor and no single sign-on."),
        Claim("If you need them, put a proxy that provides them in front."),
        Claim(
            "- When a session ends elsewhere, a browser keeps what is already on its screen.",
            "a stream ends soon after what opened it",
            "a page whose session has ended says so, and asks for nothing more"),
        Claim(
            "The page then reports the logout and loads nothing new.",
            "a stream ends soon after what opened it",
            "a page whose session has ended says so, and asks for nothing more"),
        Claim("- Attempts are limited per process: with several admin processes, there are several times as many attempts."),
    ]
}
