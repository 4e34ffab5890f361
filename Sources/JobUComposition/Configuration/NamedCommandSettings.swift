import JobUBuiltins

enum NamedCommandKey: String, SettingsKey {
    case command, directory, params
    case successCodes = "success_codes"
}

/// `worker.builtin.shell.named.NAME:` of worker.yaml: a command that jobs choose by name.
extension PinnedCommand {
    init(_ section: SettingsSection, _ rule: String, _ isCommand: (String) -> Bool) throws(ConfigurationError) {
        let reader = try SettingsReader<NamedCommandKey>(section)
        let words = try reader.words(.command)
        guard let first = words.first else {
            throw reader.place(of: .command).error("must be given: a list of the command and its arguments, [date, -u]")
        }
        guard isCommand(first.text) else { throw first.refused("must be \(rule)") }
        var successCodes: Set<Int32>?
        if let codes = try reader.values(.successCodes) {
            var numbers: Set<Int32> = []
            for code in codes { numbers.insert(Int32(try code.integer(in: 0...255))) }
            successCodes = numbers
        }
        let directory = try reader.optionalText(.directory)
        let parameters = try NamedParameter.read(reader.section(.params))
        try Self.check(words.dropFirst(), parameters, at: reader.place(of: .command))
        self.init(words.map(\.text), directory: directory, successCodes: successCodes ?? [0], parameters: parameters)
    }

    /// A value is an argument of its own or none: what is put into the middle of one could mean anything.
    private static func check(
        _ words: some Sequence<SettingsValue>, _ parameters: [String: NamedParameter], at place: Place
    ) throws(ConfigurationError) {
        for word in words where word.text.hasPrefix(":") {
            let name = String(word.text.dropFirst())
            guard !SettingsName.isParameter(name) || parameters[name] != nil else {
                throw word.refused("must be a parameter that 'params' declares")
            }
        }
        let texts = Set(words.map(\.text))
        for name in parameters.keys.sorted() where !texts.contains(":\(name)") {
            throw place.error("the parameter '\(name)' must be an argument of its own, ':\(name)'")
        }
    }
}
