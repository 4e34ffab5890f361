import Foundation
import Synchronization

extension SQLiteFile {
    /// One at a time: closing a file drops the locks that this process has on it, so nobody may have opened it in between.
    private static let creating = Mutex(())

    /// Creates the file for its owner alone, where it does not exist. SQLite gives `-wal` and `-shm` the same rights.
    ///
    /// A file that exists keeps its rights: somebody may have given it to a group. What keeps the file from being created keeps SQLite
    /// from opening it, which says why.
    static func create(_ path: String) {
        // SQLite's own names for what is no file, or is written as a URI.
        guard !path.isEmpty, path != ":memory:", !path.hasPrefix("file:") else { return }
        creating.withLock { _ in
            let file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
            if file >= 0 { close(file) }
        }
    }
}
