/// Goes on with the page.
extension BuiltinPage {
    static let part2: [PageClaim] = [
        PageClaim("The values of headers are never logged.", "a secret is sent by its name, and stands neither in the log nor in an error"),
        PageClaim(
            "**An answer that repeats a secret** is stored with `***` in its place, as is everything else that a job of any "
                + "handler shows: its result, its error, its progress and its log.",
            "a secret that comes back in part, or in another encoding, is hidden in results and errors",
            "in results, reasons, errors, progress and log lines of every handler"),
        PageClaim(
            "The secrets of the configuration are found inside of longer texts, as the token of `Bearer …` alone, and in the "
                + "encodings in which they come back: JSON, percent, HTML, hexadecimal, Base64.",
            "inside of a text and in every encoding in which it may come back",
            "the token of a header's value alone, and the login in it"),
        PageClaim(
            "Secrets of fewer than six bytes are not looked for, and neither is one that a server has compressed, encrypted "
                + "or cut into pieces.",
            "words that are shorter than a secret must be stay, and so does everything else"),
        PageClaim(
            "| `database` | text | the only one of the list | A name of database.yaml. |", "a database that is not on the list is refused"),
        PageClaim(
            "| `statement` | text | required | One statement, with parameters written `:name`. |",
            "a second statement is refused before the first one runs"),
        PageClaim(
            "| `params` | values by name | `{}` | A text, a number, true, false or null for each. |",
            "null, numbers and texts keep their type", "parameters that are missing, unused or of no column's type are named, all at once"),
        PageClaim(
            "| `read_only` | truth | `false` | Whether the engine refuses to write. |",
            "read-only is kept by the engine, and not tried again"),
        PageClaim(
            "| `atomic` | truth | `false` | Whether the run ends in the transaction of the statement. |",
            "an atomic statement and the end of its run are kept together, or neither"),
        PageClaim(
            "**Parameters** are bound, never written into the text, on SQLite, PostgreSQL, MySQL and MariaDB alike.",
            "named parameters are bound, whatever they hold"),
        PageClaim(
            "What looks like one inside a string, a quoted name, a comment or `$$…$$`, and PostgreSQL's `::` casts, are left "
                + "alone.",
            "on every engine strings, names and comments hold no parameters",
            "a parameter may come several times, and what looks like one in strings, names and comments is none"),
        PageClaim(
            "One that is missing or not used is named in the error.",
            "parameters that are missing, unused or of no column's type are named, all at once"),
        PageClaim(
            "`:scheduled_time` and `:execution_id` are set by JobU.",
            "the scheduled time and the number of the run are there without being given"),
        PageClaim(
            "The scheduled time is an instant; SQLite stores instants as microseconds since 1970.",
            "every kind of value comes back as it was bound"),
        PageClaim(
            "**Result.** Of a statement that answers with rows (`SELECT`, `WITH … SELECT`, `… RETURNING`, `SHOW`) `rows`, "
                + "`row_count` and `is_truncated`; of every other `row_count`, the number of rows it changed.",
            "whether rows come back is seen in the words",
            "a WITH that reads gives rows",
            "of many rows as many are kept as are allowed"),
        PageClaim("Exact numbers are texts, instants RFC 3339, bytes Base64.", "exact numbers are texts, instants RFC 3339, bytes Base64"),
        PageClaim(
            "**The store is never offered.** A worker whose list names the store does not start.",
            "the store's own name is refused at the start", "the store is refused, whatever name of database.yaml leads to it"),
        PageClaim(
            "Before each statement the worker also asks both databases whether they are one: another name of database.yaml, a "
                + "link, a socket or a proxy that leads to the store is refused, and so is an account of a MySQL or MariaDB server "
                + "that can see the tables of the store from another database.",
            "another name of database.yaml that leads to the store is the store",
            "the store is found behind links of both kinds and other spellings of its path",
            "the store is refused, whatever name of database.yaml leads to it"),
        PageClaim(
            "**The rights of the account are the real limit.** Give statements an account of their own, with rights on their "
                + "own tables and nothing else: no superuser, no `FILE`, no membership in `pg_read_server_files` or "
                + "`pg_execute_server_program`."),
        PageClaim("What follows is a second lock, not the first."),
        PageClaim(
            "**Transactions.** The statement runs in a transaction of its own.", "a statement runs in the database that is named for it",
            "what statements are for still works"),
        PageClaim(
            "It must begin with a word that reads or changes data or tables (`SELECT`, `INSERT`, `UPDATE`, `DELETE`, "
                + "`CREATE`, …).",
            "what statements are for still works",
            "a statement that begins with another word is refused on every engine"),
        PageClaim(
            "Every other one is refused, among them those that would end the transaction, change the session or reach beyond "
                + "the database: `COMMIT`, `SET`, `ATTACH`, `PRAGMA`, `VACUUM`, `COPY`, `LOAD`, `DO`.",
            "a statement that begins with another word is refused on every engine",
            "a statement that would end its transaction is refused"),
        PageClaim(
            "Functions that read files, reach other servers, run a text as a statement or change the session are refused by "
                + "name (`pg_read_file`, `lo_import`, `dblink`, `set_config`, `LOAD_FILE`, `INTO OUTFILE`, …), and so are signs "
                + "that nobody sees.",
            "functions that reach beyond the database are refused by name, however they are written",
            "a sign that nobody sees is refused before anything runs"),
        PageClaim(
            "**Sessions.** Each statement gets a session of its own that is closed after it.",
            "what a statement leaves in its session meets no other one"),
        PageClaim(
            "What it leaves there, such as a temporary table or a setting, meets no other job.",
            "what a statement leaves in its session meets no other one"),
        PageClaim(
            "**On SQLite** the engine itself is asked for every single thing that a statement would do: no other file, no "
                + "`PRAGMA`, no virtual or temporary tables, no extensions, no tables of JobU's own transactions.",
            "an attack is refused for good, and leaves nothing",
            "the engine refuses it, too, without the help of what reads the text"),
        PageClaim(
            "No text, blob or row may be larger than 1 MiB, and a table or an answer may have at most 200 columns.",
            "no cell takes more memory than a value may", "a width beyond what a value may have gives no value"),
        PageClaim(
            "When the job is cancelled or its time is over, the statement is interrupted.",
            "an endless statement ends when its run is cancelled, and the next one runs",
            "two endless statements end with their time, and the worker ends when it is told to"),
        PageClaim(
            "**On the servers** a statement that is cancelled or whose time is over is stopped by the server.",
            "a cancelled task stops its statement, and the session is good for the next",
            "cancelling the task stops its statement, and the session is good again"),
        PageClaim(
            "A row of more than 16 MiB, or more than that of an answer which comes in one piece, is refused while it comes: "
                + "it does not get into the worker's memory, its session is closed, and the run ends as FAILED.",
            "does not get into the worker's memory, and the worker goes on",
            "a row that is too large is refused while it comes, and the worker goes on"),
        PageClaim(
            "A query comes ten rows at a time, what is changed and shown with `RETURNING` in one piece.",
            "many rows that are too large together are cut, one by one",
            "what is shown of many changed rows is refused when it is too much at once"),
        PageClaim(
            "**Exactly once.** With `atomic` the statement and the end of the job are committed together although they are in "
                + "different databases ([transactions.md](transactions.md)): a crash at any moment leaves either both or nothing.",
            "an atomic statement and the end of its run are kept together, or neither",
            "is committed everywhere or nowhere, and nothing is left prepared"),
        PageClaim(
            "Both databases have to take part, so that one of them at most may be SQLite.",
            "two that cannot prepare, one named twice, and none at all are refused"),
        PageClaim(
            "Without `atomic` a worker that dies between the two runs the statement again.",
            "a run whose worker is killed is run once more by another, and finished once"),
        PageClaim(
            "**Failures.** A statement that breaks a rule of the database or is not understood would fail again, and ends the "
                + "run.",
            "a statement that the engine does not understand is not tried again, and shows no value",
            "an atomic statement and the end of its run are kept together, or neither"),
        PageClaim(
            "A database that is away or busy is tried again as the cron says.",
            "a database that is away or busy is tried again, and one whose rule was broken is not"),
        PageClaim(
            "Statements and commands that stand under a name in worker.yaml "
                + "([configuration.md](configuration.md#named-statements-and-commands-that-runs-choose-by-name)).",
            "the name chooses the statement, and the values are bound to it"),
        PageClaim(
            "Whoever runs the worker writes them; an operator chooses the name and gives the values, and can write nothing "
                + "else of them.",
            "nothing but the name and the values can be written",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command"),
        PageClaim(
            "The list of commands, the list of databases and `allow_shell_string` do not matter to them: `shell` and `sql` "
                + "may stay off.",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command",
            "a value is one argument of the command, whatever it holds"),
        PageClaim(
            "| `name` | text | required | Which statement or command. One that is not there is refused with a message that "
                + "lists the names. |",
            "a name that is not there is told those that are"),
        PageClaim(
            "| `params` | values by name | `{}` | A value for each parameter that worker.yaml declares for it, and no other. "
                + "|",
            "values that are missing, too many or of another kind are named, all at once, and none is shown"),
        PageClaim(
            "| `text` | a text of up to 1,000 characters, none of which is a control character |",
            "each kind of value takes what it names, and nothing else"),
        PageClaim(
            "| `word` | a letter or digit, then up to 99 of the signs `A-Z a-z 0-9 _ . -` |",
            "each kind of value takes what it names, and nothing else"),
        PageClaim(
            "| `date` | a date like `\"2026-01-31\"` that is in the calendar |", "each kind of value takes what it names, and nothing else"),
        PageClaim("| `integer` | a whole number |", "each kind of value takes what it names, and nothing else"),
        PageClaim("| `number` | a number |", "each kind of value takes what it names, and nothing else"),
        PageClaim("| `boolean` | true or false |", "each kind of value takes what it names, and nothing else"),
        PageClaim(
            "**Values** of another type, values that are not among the `choices`, and values that are missing or too many are "
                + "named in the error, all at once; none is shown there.",
            "values that are missing, too many or of another kind are named, all at once, and none is shown"),
        PageClaim(
            "**In a statement** they are bound, as those of `sql` are.",
            "a value that looks like a statement is a value, and one of another kind is refused"),
        PageClaim(
            "**In a command** an argument `:file` becomes the value of `file`, as one whole argument.",
            "a value is one argument of the command, whatever it holds"),
        PageClaim("No shell reads it.", "a value is one argument of the command, whatever it holds"),
        PageClaim(
            "A value that begins with `-`, as an option does, is refused unless `choices` lists it.",
            "a value that a program would take for an option is refused, unless it is one of the choices"),
        PageClaim("Variables, folder and stdin cannot be given.", "nothing but the name and the values can be written"),
        PageClaim(
            "**What a program makes of its arguments** is its own affair: give no `text` to one that runs it, as `sh -c` "
                + "does."),
        PageClaim(
            "**All else** is as with `sql` and `shell`: result, log, sessions, end, and that the store is never offered.",
            "the name chooses the statement, and the values are bound to it",
            "what is wrong with a named statement or command is told with its place"),
        PageClaim(
            "Several statements that belong together, a request whose answer decides what comes next, anything with a loop: "
                + "write a handler in Swift and have it tested."),
    ]
}
