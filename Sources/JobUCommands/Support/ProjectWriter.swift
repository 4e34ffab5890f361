import Foundation
import JobUComposition
import JobUTemplates

/// Writes a new project: all of it, or nothing.
struct ProjectWriter {
    /// The project's folder, absolute.
    let folder: String
    private let parent: String

    /// - Throws: `StartError` when the place is taken or is none.
    init(parent: String, name: String) throws {
        let place = URL(fileURLWithPath: parent).standardizedFileURL
        self.parent = place.path
        folder = place.appendingPathComponent(name).path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: self.parent, isDirectory: &isFolder), isFolder.boolValue else {
            throw StartError.failure("--path: there is no folder '\(parent)'")
        }
        try checkFree()
    }

    /// Writes into a folder beside the place, and moves that there in one step at the end.
    /// - Throws: `StartError`; nothing is left then.
    func write(_ files: [ProjectFile]) throws {
        let draft = URL(fileURLWithPath: parent).appendingPathComponent(".jobu-init-\(UUID().uuidString)")
        do {
            for file in files {
                let place = draft.appendingPathComponent(file.path)
                try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: place)
                if file.isPrivate { try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place.path) }
            }
            try checkFree()
            // An empty folder of that name may be there, and is replaced.
            if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.moveItem(atPath: draft.path, toPath: folder)
        } catch {
            try discard(draft, after: error)
        }
    }

    private func discard(_ draft: URL, after cause: any Error) throws -> Never {
        var words = (cause as? StartError).map { "\($0)" } ?? "the project cannot be written: \(cause.localizedDescription)"
        if FileManager.default.fileExists(atPath: draft.path) {
            do { try FileManager.default.removeItem(at: draft) } catch {
                words += "; remove \(draft.path) by hand: \(error.localizedDescription)"
            }
        }
        throw StartError.failure(words)
    }

    /// - Throws: `StartError` that says what is there.
    private func checkFree() throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else { throw StartError.failure("\(folder) is a file; nothing was written") }
        let inside: [String]
        do { inside = try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
            throw StartError.failure("\(folder) cannot be read: \(error.localizedDescription)")
        }
        guard !inside.isEmpty else { return }
        let names = inside.prefix(5).joined(separator: ", ") + (inside.count > 5 ? " and \(inside.count - 5) more" : "")
        throw StartError.failure("\(folder) already exists, with \(names); nothing was written. Choose another name, or --path")
    }
}
