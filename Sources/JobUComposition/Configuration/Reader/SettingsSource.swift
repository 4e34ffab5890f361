import Foundation

/// One load of the settings: their directory, the environment, and the warnings collected.
final class SettingsSource {
    let environment: [String: String]
    private(set) var notices: [String] = []
    /// The files that were read.
    private(set) var files: [SettingsFile] = []
    private let directory: String?

    private static let fileBytesMax = 1024 * 1024
    private static let fileNames = ["database.yaml", "dispatcher.yaml", "worker.yaml", "admin.yaml", "log.yaml", "alerts.yaml"]

    /// A directory that does not exist is as good as an empty one.
    init(directory: String?, environment: [String: String]) throws(ConfigurationError) {
        self.environment = environment
        var isDirectory: ObjCBool = false
        if let directory, FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) {
            guard isDirectory.boolValue else { throw Place(file: directory).error("is not a directory") }
            self.directory = directory
            try refuseMisnamedFiles(in: directory)
        } else {
            self.directory = nil
        }
    }

    func note(_ text: String) {
        notices.append(text)
    }

    /// Notes a file that was read, and whether a secret stands in it as it is.
    func note(file path: String, holdsSecret: Bool) {
        if let known = files.firstIndex(where: { $0.path == path }) {
            files[known].holdsSecret = files[known].holdsSecret || holdsSecret
        } else {
            files.append(SettingsFile(path: path, holdsSecret: holdsSecret))
        }
    }

    /// The mapping a file holds; without entries where the file is missing or empty.
    func section(ofFile name: String) throws(ConfigurationError) -> SettingsSection {
        let place = Place(file: directory.map { "\($0)/\(name)" } ?? name)
        guard let text = try text(at: place), let root = try YAMLText.parse(text, file: place.file) else {
            return SettingsSection(source: self, place: place)
        }
        return try SettingsSection(root, source: self, place: place)
    }

    private func text(at place: Place) throws(ConfigurationError) -> String? {
        guard directory != nil else { return nil }
        do {
            let text = try TextFile.read(place.file, bytesMax: Self.fileBytesMax)
            note(file: place.file, holdsSecret: false)
            return text
        } catch .missing {
            return nil
        } catch {
            throw place.error("\(error)")
        }
    }

    /// A misspelt file would silently leave a role with its defaults.
    private func refuseMisnamedFiles(in directory: String) throws(ConfigurationError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        } catch {
            throw Place(file: directory).error("cannot be read: \(error.localizedDescription)")
        }
        for name in names where !Self.fileNames.contains(name) {
            guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { continue }
            let meant = NearestWord.find(
                for: name.prefix { $0 != "." } + ".yaml", among: Self.fileNames)
            let place = Place(file: "\(directory)/\(name.quotable)")
            guard let meant else {
                note("\(place): is not read; known files: \(Self.fileNames.listed)")
                continue
            }
            throw place.error("unknown file; did you mean '\(meant)'? allowed: \(Self.fileNames.listed)")
        }
    }
}
