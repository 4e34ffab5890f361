import CJobUIsolation
import Foundation

/// Calls on file descriptors that are tried again when a signal interrupts them.
enum Descriptor {
    enum Outcome: Equatable {
        case bytes(Int)
        /// Nothing can be read or written at the moment.
        case later
        case closed
    }

    static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
        outcome { Foundation.read(descriptor, buffer.baseAddress, buffer.count) }
    }

    /// Without a signal when the other end is closed.
    static func send(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Outcome {
        bytes.withUnsafeBytes { buffer in
            outcome { Foundation.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL)) }
        }
    }

    private static func outcome(_ call: () -> Int) -> Outcome {
        while true {
            let count = call()
            if count > 0 { return .bytes(count) }
            if count == 0 { return .closed }
            if errno == EAGAIN || errno == EWOULDBLOCK { return .later }
            if errno != EINTR { return .closed }
        }
    }

    /// Two ends that no program started later inherits, the first of which never blocks.
    static func line() throws -> (worker: Int32, child: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw SystemError("socketpair") }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        return (ends[0], try high(ends[1]))
    }

    /// A pipe, the reading end of which never blocks.
    static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard jobu_pipe(&ends) == 0 else { throw SystemError("pipe") }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        return (ends[0], try high(ends[1]))
    }

    /// Duplicates it under a high number, out of the way of others.
    static func high(_ descriptor: Int32, from lowest: Int32 = 10) throws -> Int32 {
        defer { close(descriptor) }
        let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, lowest)
        guard moved >= 0 else { throw SystemError("fcntl") }
        return moved
    }
}

/// A call of the system that failed.
struct SystemError: Error, CustomStringConvertible {
    let description: String

    init(_ call: String, code: Int32 = errno) {
        description = "\(call): \(String(cString: strerror(code)))"
    }
}
