import JobUBuiltins

enum NamedParameterKey: String, SettingsKey { case type, choices }

/// `params.NAME:` of a named statement or command of worker.yaml: a value that a job can set.
extension NamedParameter {
    static func read(_ section: SettingsSection) throws(ConfigurationError) -> [String: NamedParameter] {
        var parameters: [String: NamedParameter] = [:]
        for (name, section) in try section.subsections() {
            guard SettingsName.isParameter(name) else {
                throw section.place.error("a parameter's name must be \(SettingsName.ruleOfParameters)")
            }
            parameters[name] = try NamedParameter(section)
        }
        return parameters
    }

    private init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<NamedParameterKey>(section)
        guard reader.has(.type) || reader.has(.choices) else {
            throw section.place.error("must have a 'type' (\(Kind.allCases.map(\.rawValue).listed)) or 'choices'")
        }
        let choices = try reader.texts(.choices)
        if let choices, choices.isEmpty { throw reader.place(of: .choices).error("must list at least one") }
        self.init(try reader.choice(.type, default: .text), choices: choices)
    }
}

extension SettingsSection {
    /// What the file names here, each with its own section.
    func named() throws(ConfigurationError) -> [(name: String, section: SettingsSection)] {
        let sections = try subsections()
        for (name, section) in sections where !SettingsName.isName(name) {
            throw section.place.error("a name must be \(SettingsName.rule)")
        }
        return sections
    }
}
