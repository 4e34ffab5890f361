import JobUDatabase
extension SettingsReader {
    private static var secretFileBytesMax: Int { 64 * 1024 }

    /// Returns a secret, or the content of the file that the other key names, without a trailing line break.
    func secret(_ key: Key, orFile fileKey: Key) throws(ConfigurationError) -> Secret? {
        let written = try value(key, isSecret: true)
        guard let file = try value(fileKey) else {
            return written.flatMap { $0.text.isEmpty ? nil : Secret($0.text) }
        }
        if written != nil { throw place(of: fileKey).error("cannot be given together with '\(key.rawValue)'; remove one of the two") }
        var text: String
        do {
            text = try TextFile.read(file.text, bytesMax: Self.secretFileBytesMax)
        } catch {
            throw file.refused("names a file that \(error)")
        }
        section.source.note(file: file.text, holdsSecret: true)
        if text.last?.isNewline ?? false { text.removeLast() }
        guard !text.isEmpty else { throw file.refused("names a file that is empty") }
        return Secret(text)
    }
}
