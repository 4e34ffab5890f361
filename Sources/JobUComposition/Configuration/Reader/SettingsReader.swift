/// The keys one section knows, spelled as in the file.
protocol SettingsKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// Other spellings that are accepted: those of the files of JobU for Python.
    static var otherSpellings: [String: Self] { get }
}

extension SettingsKey {
    static var otherSpellings: [String: Self] { [:] }
}

/// Reads a section key by key. What it does not know it refuses at once, so that a slip never becomes a default.
struct SettingsReader<Key: SettingsKey> {
    let section: SettingsSection
    private var entries: [Key: SettingsNode.Entry] = [:]

    /// - Parameters:
    ///   - keys: Those that are allowed here; nil for all.
    ///   - owner: What allows only those, for the message: "type sqlite".
    init(_ section: SettingsSection, only keys: [Key]? = nil, for owner: String? = nil) throws(ConfigurationError) {
        self.section = section
        let allowed = keys ?? Array(Key.allCases)
        for entry in section.entries {
            let place = section.place.child(entry.key, at: entry.keyPosition)
            guard let key = Key(rawValue: entry.key) ?? Key.otherSpellings[entry.key], allowed.contains(key) else {
                let what = owner.map { "unknown key for \($0)" } ?? "unknown key"
                throw place.error(what + allowed.map(\.rawValue).hint(for: entry.key))
            }
            if let earlier = entries[key] {
                throw place.error("given twice, first as '\(earlier.key)' on line \(earlier.keyPosition.line)")
            }
            entries[key] = entry
        }
    }

    func has(_ key: Key) -> Bool {
        entries[key] != nil
    }

    /// Where a key stands, or where it would.
    func place(of key: Key) -> Place {
        let entry = entries[key]
        return section.place.child(entry?.key ?? key.rawValue, at: entry?.keyPosition ?? section.place.position)
    }

    func section(_ key: Key) throws(ConfigurationError) -> SettingsSection {
        guard let entry = entries[key] else {
            return SettingsSection(source: section.source, place: place(of: key))
        }
        return try SettingsSection(entry.value, source: section.source, place: place(of: key))
    }

    /// The single value of a key, expanded; nil where the key is not given.
    func value(_ key: Key, isSecret: Bool = false) throws(ConfigurationError) -> SettingsValue? {
        guard let node = entries[key]?.value else { return nil }
        return try SettingsValue(node, at: place(of: key), in: section.source, isSecret: isSecret)
    }

    /// Returns the values of a list; nil if the key is missing or empty.
    func values(_ key: Key) throws(ConfigurationError) -> [SettingsValue]? {
        guard let words = try items(key) else { return nil }
        for (offset, value) in words.enumerated() {
            if value.text.isEmpty { throw value.place.error("must not be empty") }
            if words.prefix(offset).contains(where: { $0.text == value.text }) { throw value.refused("is listed twice") }
        }
        return words
    }

    /// A list as it stands: a value may be empty or come twice, as the arguments of a command may.
    func words(_ key: Key) throws(ConfigurationError) -> [SettingsValue] {
        try items(key) ?? []
    }

    private func items(_ key: Key) throws(ConfigurationError) -> [SettingsValue]? {
        guard let node = entries[key]?.value, !node.isNull else { return nil }
        guard case .list(let items) = node.content else {
            throw place(of: key).at(node.position).error("expected a list like [a, b], found \(node.kind)")
        }
        var values: [SettingsValue] = []
        for (offset, item) in items.enumerated() {
            values.append(try SettingsValue(item, at: place(of: key).item(offset + 1, at: item.position), in: section.source))
        }
        return values
    }

    /// Warns that a key has no effect and is accepted only for old files.
    func warnWithoutEffect(_ key: Key, because reason: String) {
        if has(key) { section.source.note("\(place(of: key)): has no effect: \(reason)") }
    }
}
