import Foundation
import JobUDatabase
import Synchronization

/// Which file a driver has opened. The system lets a program write on into a file that was deleted, and all of it is lost: so each
/// transaction checks first whether the path still leads to the same file.
final class SQLiteFile: Sendable {
    private struct Identity: Equatable {
        var device: dev_t
        var inode: ino_t
    }

    let path: String
    /// Of the file that was opened first.
    private let opened = Mutex<Identity?>(nil)

    init(path: String) {
        self.path = path
    }

    /// To be called before a session is opened, which would make a new file where there is none.
    /// - Throws: `SQLError` of code `fileGone` when the file of earlier sessions is not there any more.
    func checkBeforeOpening() throws {
        if opened.withLock({ $0 != nil }) { try check() }
    }

    /// A session was opened.
    func recordOpened() {
        let identity = identity()
        opened.withLock { if $0 == nil { $0 = identity } }
    }

    /// - Throws: `SQLError` of code `fileGone` when the path leads to no file, or to another one.
    func check() throws {
        guard let first = opened.withLock(\.self) else { return }
        let now = identity()
        guard now != first else { return }
        let what = now == nil ? "was deleted" : "was replaced by another"
        throw SQLError(.fileGone, "the file \(path) \(what) while it was open; put it back, or restart JobU")
    }

    /// Which file the path leads to now, in words; nil for none.
    var current: String? { identity().map { "\($0.device):\($0.inode)" } }

    private func identity() -> Identity? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Identity(device: status.st_dev, inode: status.st_ino)
    }
}
