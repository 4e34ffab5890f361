import JobUComposition

/// What somebody means who starts a program of their own.
enum AppArguments {
    /// Puts `execution` before what only makes sense behind it: nothing at all, options of it, and roles. `worker list` stays a command.
    static func commands(_ arguments: [String]) -> [String] {
        guard let first = arguments.first else { return ["run"] }
        if first.hasPrefix("-") { return isForTheWhole(first) ? arguments : ["run"] + arguments }
        guard Role(rawValue: first) != nil else { return arguments }
        let isCommand = arguments.dropFirst().contains { !$0.hasPrefix("-") && Role(rawValue: $0) == nil }
        return isCommand && !followsOption(arguments) ? arguments : ["run"] + arguments
    }

    private static func isForTheWhole(_ option: String) -> Bool {
        ["-h", "--help", "--help-hidden", "--version"].contains(option) || option.hasPrefix("--generate-completion-script")
            || option.hasPrefix("--experimental")
    }

    /// Whether the first word that is no role is the value of an option, as in `worker --config folder`.
    private static func followsOption(_ arguments: [String]) -> Bool {
        guard
            let word = arguments.indices.dropFirst().first(where: { !arguments[$0].hasPrefix("-") && Role(rawValue: arguments[$0]) == nil })
        else { return false }
        return arguments[word - 1].hasPrefix("--")
    }
}
