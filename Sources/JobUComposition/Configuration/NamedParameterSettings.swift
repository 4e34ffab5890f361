/// `params.NAME:` of a named statement or command of worker.yaml: a value that a job can set.
package struct NamedParameterSettings: Sendable, Equatable {
    package enum Kind: String, Sendable, SettingsChoice { case text, word, date, integer, number, boolean }

    package var kind: Kind
    /// The allowed values; nil for any.
    package var choices: [String]?

    package init(_ kind: Kind, choices: [String]? = nil) {
        self.kind = kind
        self.choices = choices
    }
}

enum NamedParameterKey: String, SettingsKey { case type, choices }

extension NamedParameterSettings {
    static func read(_ section: SettingsSection) throws(ConfigurationError) -> [String: NamedParameterSettings] {
        var parameters: [String: NamedParameterSettings] = [:]
        for (name, section) in try section.subsections() {
            guard isName(name) else {
                throw section.place.error("a parameter's name must be 1 to 64 of the characters A-Z a-z 0-9 _, and no digit first")
            }
            parameters[name] = try NamedParameterSettings(section)
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

    static func isName(_ text: String) -> Bool {
        DatabaseSettings.isName(text) && !text.contains("-") && !(text.first?.isNumber ?? true)
    }
}

extension SettingsSection {
    /// What the file names here, each with its own section.
    func named() throws(ConfigurationError) -> [(name: String, section: SettingsSection)] {
        let sections = try subsections()
        for (name, section) in sections where !DatabaseSettings.isName(name) {
            throw section.place.error("a name must be 1 to 64 of the characters A-Z a-z 0-9 _ -")
        }
        return sections
    }
}
