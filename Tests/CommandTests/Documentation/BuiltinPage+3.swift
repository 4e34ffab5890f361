/// The claims about `sql`.
extension BuiltinPage {
    static let part3: [PageClaim] = [
        PageClaim(
            "| `database` | text | the only one of the list | A name of database.yaml. |",
            "a database that is not on the list is refused"),
        PageClaim(
            "| `statement` | text | required | One statement, with parameters written `:name`. |",
            "a second statement is refused before the first one runs"),
        PageClaim(
            "| `params` | values by name | `{}` | A text, a number, true, false or null for each. |",
            "null, numbers and texts keep their type",
            "parameters that are missing, unused or of no column's type are named, all at once"),
        PageClaim(
            "| `read_only` | boolean | `false` | Whether the engine refuses to write. |",
            "read-only is kept by the engine, and not tried again"),
        PageClaim(
            "| `atomic` | boolean | `false` | Whether the job finishes in the transaction of the statement. Not together with "
                + "`read_only`. |",
            "an atomic statement and the end of its run are kept together, or neither"),
        PageClaim(
            "**Parameters** are bound, never written into the statement, on SQLite, PostgreSQL, MySQL and MariaDB alike.",
            "named parameters are bound, whatever they hold"),
        PageClaim(
            "Strings, quoted names, comments, `$$…$$` and PostgreSQL's `::` casts can contain text that looks like a parameter; it is "
                + "not changed.",
            "on every engine strings, names and comments hold no parameters",
            "a parameter may come several times, and what looks like one in strings, names and comments is none"),
        PageClaim(
            "The error names parameters that are missing or not used.",
            "parameters that are missing, unused or of no column's type are named, all at once"),
        PageClaim(
            "JobU sets `:scheduled_time` and `:execution_id`.",
            "the scheduled time and the number of the run are there without being given"),
        PageClaim(
            "The scheduled time is an instant; SQLite stores instants as microseconds since 1970.",
            "every kind of value comes back as it was bound"),
        PageClaim(
            "**Result.** For a statement that returns rows (`SELECT`, `WITH … SELECT`, `… RETURNING`, `SHOW`): `rows`, `row_count` and "
                + "`is_truncated`.",
            "whether rows come back is seen in the words",
            "a WITH that reads gives rows",
            "of many rows as many are kept as are allowed"),
        PageClaim(
            "For every other statement: `row_count`, the number of rows it changed.",
            "whether rows come back is seen in the words",
            "a WITH that reads gives rows",
            "of many rows as many are kept as are allowed"),
        PageClaim(
            "Exact numbers are texts, instants are RFC 3339, bytes are Base64.",
            "exact numbers are texts, instants RFC 3339, bytes Base64"),
        PageClaim(
            "**The store is never available.** A worker does not start if its list names the store.",
            "the store's own name is refused at the start",
            "the store is refused, whatever name of database.yaml leads to it"),
        PageClaim(
            "Before each statement, the worker also checks whether the database and the store are the same.",
            "another name of database.yaml that leads to the store is the store",
            "the store is found behind links of both kinds and other spellings of its path",
            "the store is refused, whatever name of database.yaml leads to it"),
        PageClaim(
            "Another name of database.yaml, a link, a socket or a proxy that leads to the store is refused.",
            "another name of database.yaml that leads to the store is the store",
            "the store is found behind links of both kinds and other spellings of its path",
            "the store is refused, whatever name of database.yaml leads to it"),
        PageClaim(
            "So is a MySQL or MariaDB account that can see the tables of the store from another database.",
            "another name of database.yaml that leads to the store is the store",
            "the store is found behind links of both kinds and other spellings of its path",
            "the store is refused, whatever name of database.yaml leads to it"),
        PageClaim(
            "**Account permissions are the main protection.** Give statements an account of their own, with rights on their own tables "
                + "only. Avoid superusers, `FILE`, and membership in `pg_read_server_files` or `pg_execute_server_program`."),
        PageClaim("The following checks are a second line of defence."),
        PageClaim(
            "**Transactions.** Each statement runs in its own transaction.",
            "a statement runs in the database that is named for it",
            "what statements are for still works"),
        PageClaim(
            "It must begin with a word that reads or changes data or tables (`SELECT`, `INSERT`, `UPDATE`, `DELETE`, `CREATE`, …).",
            "what statements are for still works",
            "a statement that begins with another word is refused on every engine"),
        PageClaim(
            "Every other statement is refused, including those that would end the transaction, change the session or reach beyond the "
                + "database.",
            "a statement that begins with another word is refused on every engine",
            "a statement that would end its transaction is refused"),
        PageClaim(
            "Examples are `COMMIT`, `SET`, `ATTACH`, `PRAGMA`, `VACUUM`, `COPY`, `LOAD` and `DO`.",
            "a statement that begins with another word is refused on every engine",
            "a statement that would end its transaction is refused"),
        PageClaim(
            "Functions that read files, reach other servers, execute a text as a statement or change the session are refused by name.",
            "functions that reach beyond the database are refused by name, however they are written",
            "a sign that nobody sees is refused before anything runs"),
        PageClaim(
            "Examples are `pg_read_file`, `lo_import`, `dblink`, `set_config`, `LOAD_FILE` and `INTO OUTFILE`.",
            "functions that reach beyond the database are refused by name, however they are written",
            "a sign that nobody sees is refused before anything runs"),
        PageClaim(
            "Invisible characters are refused as well.",
            "functions that reach beyond the database are refused by name, however they are written",
            "a sign that nobody sees is refused before anything runs"),
        PageClaim(
            "**Sessions.** Each statement has its own session, which is closed afterwards.",
            "what a statement leaves in its session meets no other one"),
        PageClaim(
            "Temporary tables, settings and anything else that it leaves in the session never reach another job.",
            "what a statement leaves in its session meets no other one"),
        PageClaim(
            "**On SQLite**, the engine authorizes each action of a statement.",
            "an attack is refused for good, and leaves nothing",
            "the engine refuses it, too, without the help of what reads the text"),
        PageClaim(
            "It refuses other files, `PRAGMA`, virtual or temporary tables, extensions, and the tables of JobU's own transactions.",
            "an attack is refused for good, and leaves nothing",
            "the engine refuses it, too, without the help of what reads the text"),
        PageClaim(
            "A text, blob or row can be at most 1 MiB, and a table or result can have at most 200 columns.",
            "no cell takes more memory than a value may",
            "a width beyond what a value may have gives no value"),
        PageClaim(
            "If the job is cancelled or its timeout expires, the statement is interrupted.",
            "an endless statement ends when its run is cancelled, and the next one runs",
            "two endless statements end with their time, and the worker ends when it is told to"),
        PageClaim(
            "**On servers**, the server stops the statement if the job is cancelled or its timeout expires.",
            "a cancelled task stops its statement, and the session is good for the next",
            "cancelling the task stops its statement, and the session is good again"),
        PageClaim(
            "A row of more than 16 MiB is refused while it arrives, and so is a result of that size that comes in one piece.",
            "does not get into the worker's memory, and the worker goes on",
            "a row that is too large is refused while it comes, and the worker goes on"),
        PageClaim(
            "It is not loaded into the worker's memory, its session is closed, and the job ends as FAILED.",
            "does not get into the worker's memory, and the worker goes on",
            "a row that is too large is refused while it comes, and the worker goes on"),
        PageClaim(
            "Queries are fetched ten rows at a time; rows from `RETURNING` come in one piece.",
            "many rows that are too large together are cut, one by one",
            "what is shown of many changed rows is refused when it is too much at once"),
        PageClaim(
            "**Exactly once.** With `atomic`, the statement and the finish of the job are committed together, although they are in "
                + "different databases ([transactions.md](transactions.md)).",
            "an atomic statement and the end of its run are kept together, or neither",
            "is committed everywhere or nowhere, and nothing is left prepared"),
        PageClaim(
            "A crash at any moment leaves either both or neither.",
            "an atomic statement and the end of its run are kept together, or neither",
            "is committed everywhere or nowhere, and nothing is left prepared"),
        PageClaim(
            "Both databases take part, so at most one of them can be SQLite.",
            "two that cannot prepare, one named twice, and none at all are refused"),
        PageClaim(
            "Without `atomic`, the statement is executed again if the worker dies between the two commits.",
            "a run whose worker is killed is run once more by another, and finished once"),
        PageClaim(
            "**Failures.** If a statement violates a constraint or is invalid, a retry would fail again, so the job ends as FAILED.",
            "a statement that the engine does not understand is not tried again, and shows no value",
            "an atomic statement and the end of its run are kept together, or neither"),
        PageClaim(
            "If a database is unavailable or busy, the job is retried according to its options.",
            "a database that is away or busy is tried again, and one whose rule was broken is not"),
    ]
}
