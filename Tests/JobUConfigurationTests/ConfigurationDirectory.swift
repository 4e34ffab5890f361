import Foundation
import JobUComposition

/// A directory called `config` that lives as long as one test, and the message a load of it ends with.
final class ConfigurationDirectory {
    let path: String
    private let parent: URL

    convenience init(_ files: [String: String]) throws {
        try self.init(bytes: files.mapValues { Data($0.utf8) })
    }

    init(bytes files: [String: Data]) throws {
        parent = FileManager.default.temporaryDirectory.appending(path: "jobu-\(UUID().uuidString)")
        let directory = parent.appending(path: "config")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for (name, bytes) in files { try bytes.write(to: directory.appending(path: name)) }
        path = directory.path
    }

    deinit {
        do { try FileManager.default.removeItem(at: parent) } catch { print("left behind: \(parent.path): \(error)") }
    }

    func load(environment: [String: String] = [:]) throws(ConfigurationError) -> JobUSettings {
        try JobUSettings.load(directory: path, environment: environment)
    }

    /// The message, with `config/` for the directory's place; nil where the load succeeds.
    func message(environment: [String: String] = [:]) -> String? {
        do {
            _ = try load(environment: environment)
            return nil
        } catch {
            return error.description.replacing(parent.path + "/", with: "")
        }
    }
}

/// A file that must be refused, and the words it is refused with.
struct BadFile: Sendable, CustomStringConvertible {
    let file: String
    let text: String
    let message: String

    init(_ file: String, _ text: String, _ message: String) {
        self.file = file
        self.text = text
        self.message = message
    }

    var description: String { "\(file): \(message)" }
}
