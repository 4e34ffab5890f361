import Foundation

/// Waiting at a socket, for the calls of libpq that do not wait by themselves.
enum PostgresSocket {
    /// Blocks until one of the events happens, or an error that the next call of libpq will report.
    /// - Returns: what happened; 0 when the time is over.
    static func wait(_ socket: Int32, for events: Int32, milliseconds: Int32 = -1) -> Int {
        var descriptor = pollfd(fd: socket, events: Int16(events), revents: 0)
        var count = poll(&descriptor, 1, milliseconds)
        while count < 0 && errno == EINTR { count = poll(&descriptor, 1, milliseconds) }
        return count == 0 ? 0 : max(Int(descriptor.revents), 1)
    }
}
