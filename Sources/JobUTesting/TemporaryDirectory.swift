import Foundation

/// A new temporary folder, removed with its contents when the value is released.
public final class TemporaryDirectory: Sendable {
    /// The folder's path.
    public let path: String

    /// Creates the folder.
    /// - Throws: if the system's temporary folder cannot be written.
    public init() throws {
        // Not the injected randomness: the name must differ between processes that share a seed.
        path = FileManager.default.temporaryDirectory.appendingPathComponent("jobu-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            // The folder may already be removed, or the system removes it later: nothing depends on it.
        }
    }

    /// Returns the path of a file in the folder.
    public func file(_ name: String) -> String {
        path + "/" + name
    }
}
