import CJobULibPQ
import Foundation
import JobUDatabase

/// Stands between libpq and the server while one answer comes, and counts its bytes.
///
/// libpq takes in whatever has arrived, and whole messages at least, however large. So its descriptor leads to us meanwhile, and it gets the
/// answer piece by piece. The bytes may be encrypted; nothing here reads them.
final class PostgresMeter {
    /// Small enough for every socket's buffer, so that handing it on does not block.
    private static let pieceSize = 16_384

    private let connection: OpaquePointer
    /// The number that libpq knows; it leads to us.
    private let known: Int32
    /// Leads to the server.
    private let server: Int32
    /// Our end of what libpq reads.
    private let ours: Int32
    private var piece = [UInt8](repeating: 0, count: pieceSize)
    private(set) var count = 0

    /// Takes the place of the server. Everything has been sent to it.
    init(_ connection: OpaquePointer) throws {
        self.connection = connection
        known = PQsocket(connection)
        var pair: [Int32] = [-1, -1]
        server = fcntl(known, F_DUPFD_CLOEXEC, 0)
        guard server >= 0, Self.pair(&pair) else {
            Self.close([server])
            throw Self.noDescriptor
        }
        ours = pair[0]
        let isReady = fcntl(pair[1], F_SETFL, O_NONBLOCK) == 0 && Self.replace(known, by: pair[1])
        Self.close([pair[1]])
        guard isReady else {
            Self.close([pair[0], server])
            throw Self.noDescriptor
        }
    }

    private static var noDescriptor: SQLError { SQLError(.other, "no descriptor is left to read an answer with") }

    /// Two ends that no program inherits which is started meanwhile.
    private static func pair(_ ends: inout [Int32]) -> Bool {
        #if os(Linux)
            return socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0
        #else
            return socketpair(AF_UNIX, SOCK_STREAM, 0, &ends) == 0 && ends.allSatisfy { fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }
        #endif
    }

    /// Makes a number lead elsewhere, for this process alone.
    private static func replace(_ known: Int32, by other: Int32) -> Bool {
        #if os(Linux)
            return dup3(other, known, O_CLOEXEC) == known
        #else
            return dup2(other, known) == known && fcntl(known, F_SETFD, FD_CLOEXEC) == 0
        #endif
    }

    /// Lets libpq talk to the server itself again.
    func end() {
        // Nothing of an encrypted stream may get lost.
        while unread > 0, PQconsumeInput(connection) == 1 {}
        // After an error libpq has closed its descriptor, and the number may be somebody else's.
        // Where that fails, libpq finds nobody at the other end, and calls the session lost.
        if PQsocket(connection) == known { _ = Self.replace(known, by: server) }
        Self.close([server, ours])
    }

    /// Hands on what the server sends until libpq has a whole result, or says what is wrong with the session.
    /// - Returns: false when more than `bytesMax` bytes would have to be taken in first.
    func pump(_ bytesMax: Int) -> Bool {
        while PQisBusy(connection) == 1 {
            if unread > 0 {
                guard PQconsumeInput(connection) == 1 else { return true }
                continue
            }
            guard count <= bytesMax else { return false }
            _ = PostgresSocket.wait(server, for: POLLIN)
            let size = read(server, &piece, Self.pieceSize)
            if size < 0, [EINTR, EAGAIN].contains(errno) { continue }
            count += max(size, 0)
            if size > 0, handOn(size) { continue }
            // The server is gone: so are we, for libpq, which says so.
            shutdown(ours, Int32(SHUT_RDWR))
            guard PQconsumeInput(connection) == 1 else { return true }
        }
        return true
    }

    /// Bytes that libpq has not taken yet.
    private var unread: Int32 {
        var count: Int32 = 0
        return PQsocket(connection) == known && ioctl(known, UInt(FIONREAD), &count) == 0 ? count : 0
    }

    /// Its buffer is empty, so that there is room.
    private func handOn(_ size: Int) -> Bool {
        #if os(Linux)
            let flags = Int32(MSG_NOSIGNAL)
        #else
            let flags: Int32 = 0
        #endif
        var start = 0
        while start < size {
            let written = piece[start..<size].withUnsafeBytes { send(ours, $0.baseAddress, $0.count, flags) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            start += written
        }
        return true
    }

    private static func close(_ descriptors: [Int32]) {
        for descriptor in descriptors where descriptor >= 0 { Foundation.close(descriptor) }
    }
}

extension PostgresHandle {
    /// The answer to what has just been sent, when it is no larger than `bytesMax`.
    /// - Throws: `SQLError` for one that is; the session is closed then, as the rest of it would have to be read.
    func metered(_ bytesMax: Int, _ text: String) throws -> OpaquePointer? {
        let connection = try live()
        let meter = try PostgresMeter(connection)
        var last: OpaquePointer?
        var fits = meter.pump(bytesMax)
        while fits, let result = PQgetResult(connection) {
            PQclear(last)
            last = result
            // What belongs to it and cannot come is not waited for.
            guard PQstatus(connection) == CONNECTION_OK, !PostgresResult.isCopy(result) else { break }
            fits = meter.pump(bytesMax)
        }
        meter.end()
        guard fits else {
            PQclear(last)
            closeRefusing()
            throw SQLError.answerTooLarge(bytesMax, statement: text)
        }
        return last
    }
}
