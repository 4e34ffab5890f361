/// A value of a YAML file with its place: all that the readers know of YAML.
struct SettingsNode {
    enum Content {
        /// `isPlain` is false for quoted and block text: only plain text can be null.
        case scalar(String, isPlain: Bool)
        case list([SettingsNode])
        case mapping([Entry])
    }

    struct Entry {
        let key: String
        let keyPosition: Position
        let value: SettingsNode
    }

    let content: Content
    let position: Position

    /// `key:` with nothing behind it, or with YAML's word for nothing.
    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The word for a message about a wrong kind.
    var kind: String {
        switch content {
        case .scalar: "a single value"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
