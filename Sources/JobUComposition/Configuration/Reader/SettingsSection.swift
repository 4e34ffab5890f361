/// A mapping of a file, not yet judged by anyone. A section that is missing has no entries.
struct SettingsSection {
    let source: SettingsSource
    let place: Place
    private(set) var entries: [SettingsNode.Entry] = []

    init(source: SettingsSource, place: Place) {
        self.source = source
        self.place = place
    }

    /// A section with nothing in it (`worker:` and its lines commented out) is an empty one.
    init(_ node: SettingsNode, source: SettingsSource, place: Place) throws(ConfigurationError) {
        self.init(source: source, place: place)
        if node.isNull { return }
        guard case .mapping(let entries) = node.content else {
            throw place.at(node.position).error("expected keys with values ('name: value'), found \(node.kind)")
        }
        self.entries = entries
    }

    func entry(_ key: String) -> SettingsNode.Entry? {
        entries.first { $0.key == key }
    }

    /// The mappings inside this one, by name, in the order of the file.
    func subsections() throws(ConfigurationError) -> [(name: String, section: SettingsSection)] {
        var found: [(name: String, section: SettingsSection)] = []
        for entry in entries {
            let place = place.child(entry.key, at: entry.keyPosition)
            found.append((entry.key, try SettingsSection(entry.value, source: source, place: place)))
        }
        return found
    }
}
