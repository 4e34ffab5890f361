/// `worker.builtin.shell.named.NAME:` of worker.yaml: a command that jobs choose by name.
package struct NamedCommandSettings: Sendable, Equatable {
    /// The command and its arguments; one `:name` stands for the value of a parameter.
    package var command: [String]
    /// Its working directory; nil for that of all commands.
    package var directory: String?
    package var successCodes: Set<Int32> = [0]
    package var parameters: [String: NamedParameterSettings] = [:]

    package init(command: [String]) {
        self.command = command
    }
}

enum NamedCommandKey: String, SettingsKey {
    case command, directory, params
    case successCodes = "success_codes"
}

extension NamedCommandSettings {
    init(_ section: SettingsSection, _ rule: String, _ isCommand: (String) -> Bool) throws(ConfigurationError) {
        let reader = try SettingsReader<NamedCommandKey>(section)
        let words = try reader.words(.command)
        guard let first = words.first else {
            throw reader.place(of: .command).error("must be given: a list of the command and its arguments, [date, -u]")
        }
        guard isCommand(first.text) else { throw first.refused("must be \(rule)") }
        self.init(command: words.map(\.text))
        directory = try reader.optionalText(.directory)
        if let codes = try reader.values(.successCodes) {
            successCodes = []
            for code in codes { successCodes.insert(Int32(try code.integer(in: 0...255))) }
        }
        parameters = try NamedParameterSettings.read(reader.section(.params))
        try Self.check(words.dropFirst(), parameters, at: reader.place(of: .command))
    }

    /// A value is an argument of its own or none: what is put into the middle of one could mean anything.
    private static func check(
        _ words: some Sequence<SettingsValue>, _ parameters: [String: NamedParameterSettings], at place: Place
    ) throws(ConfigurationError) {
        for word in words where word.text.hasPrefix(":") {
            let name = String(word.text.dropFirst())
            guard !NamedParameterSettings.isName(name) || parameters[name] != nil else {
                throw word.refused("must be a parameter that 'params' declares")
            }
        }
        let texts = Set(words.map(\.text))
        for name in parameters.keys.sorted() where !texts.contains(":\(name)") {
            throw place.error("the parameter '\(name)' must be an argument of its own, ':\(name)'")
        }
    }
}
