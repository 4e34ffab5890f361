/// The claims about `sql_named`, `shell_named` and handlers of your own.
extension BuiltinPage {
    static let part4: [PageClaim] = [
        PageClaim(
            "These handlers execute statements and commands that have a name in worker.yaml "
                + "([configuration.md](configuration.md#named-named-statements-and-commands)).",
            "the name chooses the statement, and the values are bound to it"),
        PageClaim(
            "They are part of the worker's configuration; an operator chooses the name and gives the values, but cannot change "
                + "anything else.",
            "nothing but the name and the values can be written",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command"),
        PageClaim(
            "The list of commands, the list of databases and `allow_shell_string` do not apply to them, so `shell` and `sql` can stay "
                + "off.",
            "an operator chooses the name and the values over the API, and cannot write a statement or a command",
            "a value is one argument of the command, whatever it holds"),
        PageClaim(
            "| `name` | text | required | The statement or command. An unknown name is refused with a message that lists the names. |",
            "a name that is not there is told those that are"),
        PageClaim(
            "| `params` | values by name | `{}` | A value for each parameter that worker.yaml declares, and no other. |",
            "values that are missing, too many or of another kind are named, all at once, and none is shown"),
        PageClaim(
            "| `text` | a text of up to 1,000 characters without control characters |",
            "each kind of value takes what it names, and nothing else"),
        PageClaim(
            "| `word` | a letter or digit, then up to 99 of the characters `A-Z a-z 0-9 _ . -` |",
            "each kind of value takes what it names, and nothing else"),
        PageClaim("| `date` | an existing date such as `\"2026-01-31\"` |", "each kind of value takes what it names, and nothing else"),
        PageClaim("| `integer` | a whole number |", "each kind of value takes what it names, and nothing else"),
        PageClaim("| `number` | a number |", "each kind of value takes what it names, and nothing else"),
        PageClaim("| `boolean` | true or false |", "each kind of value takes what it names, and nothing else"),
        PageClaim(
            "**Values.** The error lists all values that have another type, are not among the `choices`, are missing or are not "
                + "declared.",
            "values that are missing, too many or of another kind are named, all at once, and none is shown"),
        PageClaim(
            "It shows none of the values.",
            "values that are missing, too many or of another kind are named, all at once, and none is shown"),
        PageClaim(
            "**In a statement**, values are bound, as in `sql`.",
            "a value that looks like a statement is a value, and one of another kind is refused"),
        PageClaim(
            "**In a command**, the argument `:file` becomes the value of `file`, as one whole argument.",
            "a value is one argument of the command, whatever it holds"),
        PageClaim("No shell reads it.", "a value is one argument of the command, whatever it holds"),
        PageClaim(
            "A value that begins with `-`, like an option, is refused unless `choices` lists it.",
            "a value that a program would take for an option is refused, unless it is one of the choices"),
        PageClaim("Variables, directory and stdin cannot be given.", "nothing but the name and the values can be written"),
        PageClaim(
            "**Interpretation of arguments.** JobU does not control what a program does with its arguments: give no `text` value to a "
                + "program that executes it, such as `sh -c`."),
        PageClaim(
            "**Everything else** is the same as for `sql` and `shell`: result, log, sessions, termination, and protection of the store.",
            "the name chooses the statement, and the values are bound to it",
            "what is wrong with a named statement or command is told with its place"),
        PageClaim(
            "Write and test a handler in Swift if several statements belong together, if a response decides the next step, or if you "
                + "need a loop."),
    ]
}
