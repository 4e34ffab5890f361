import Foundation

/// A new folder of its own, removed with everything in it when the value is let go.
public final class TemporaryDirectory: Sendable {
    /// The folder's path.
    public let path: String

    /// Makes the folder.
    /// - Throws: when the system's folder for temporary files cannot be written.
    public init() throws {
        // Not the injected randomness: the name must differ between processes that share a seed.
        path = FileManager.default.temporaryDirectory.appendingPathComponent("jobu-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            // A folder that somebody removed already, or that the system cleans up later: nothing depends on it.
        }
    }

    /// The path of a file in the folder.
    public func file(_ name: String) -> String {
        path + "/" + name
    }
}
