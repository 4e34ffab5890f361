import CJobULibMariaDB
import Foundation
import JobUDatabase

/// One connection of libmariadb with its prepared statements. Its calls block.
///
/// @unchecked Sendable: used on one thread at a time, that of its connection, but for `thread` and `server`, which never change, and
/// `idleMax`, which does not once the session is open.
final class MySQLHandle: @unchecked Sendable {
    private static let statementsMax = 256

    private var handle: UnsafeMutablePointer<MYSQL>?
    private var statements: [String: MySQLStatement] = [:]
    private var uses = 0
    /// The server's number for this session.
    private let thread: UInt
    let server: MySQLServer
    /// Bytes of an answer that are taken in; nil for as many as come.
    let answerBytesMax: Int?
    /// Whether the library ended the session because an answer was too large.
    private(set) var hasRefusedAnswer = false
    /// A second descriptor of the session's socket, where answers are bounded; else -1.
    private var socketCopy: Int32
    /// The server's `wait_timeout`.
    private(set) var idleMax: Duration?

    /// Connects.
    /// - Throws: `SQLError`, with the reason and what to do about it.
    init(_ configuration: ServerConfiguration) throws {
        let handle = try Self.connect(configuration)
        self.handle = handle
        answerBytesMax = configuration.answerBytesMax
        socketCopy = configuration.answerBytesMax == nil ? -1 : fcntl(mysql_get_socket(handle), F_DUPFD_CLOEXEC, 0)
        thread = mysql_thread_id(handle)
        server = MySQLServer(greeting: mysql_get_server_info(handle).map { String(cString: $0) } ?? "")
        do { try prepareSession(configuration) } catch {
            close()
            throw error
        }
    }

    /// - Throws: `SQLError` with code `connectionLost` after `close`.
    func live() throws -> UnsafeMutablePointer<MYSQL> {
        guard let handle else { throw SQLError(.connectionLost, "the session is closed") }
        return handle
    }

    /// Ends the session. May be called more than once.
    func close() {
        for statement in statements.values { statement.close() }
        statements = [:]
        if let handle { mysql_close(handle) }
        handle = nil
        if socketCopy >= 0 { Foundation.close(socketCopy) }
        socketCopy = -1
    }

    /// Does some work; its error says what went wrong in truth.
    func result<Value>(of work: (MySQLHandle) throws -> Value) -> Result<Value, any Error> {
        do {
            return .success(try work(self))
        } catch let error as SQLError {
            return .failure(explained(error))
        } catch {
            return .failure(error)
        }
    }

    /// What an error is in truth: the library calls it a lost session when it has refused a message for its size. Then the rest of the
    /// message is still to be read from the socket, which a server that is gone leaves empty.
    private func explained(_ error: SQLError) -> SQLError {
        guard let answerBytesMax, socketCopy >= 0, ["2013", "2020"].contains(error.serverCode) else { return error }
        var descriptor = pollfd(fd: socketCopy, events: Int16(POLLIN), revents: 0)
        var byte: UInt8 = 0
        guard poll(&descriptor, 1, 1_000) == 1, recv(socketCopy, &byte, 1, Int32(MSG_PEEK)) == 1 else { return error }
        hasRefusedAnswer = true
        return .answerTooLarge(answerBytesMax, statement: error.statement)
    }

    /// Times in UTC, and no value is ever bent to fit: a text too long is an error.
    private func prepareSession(_ configuration: ServerConfiguration) throws {
        var settings = [
            "time_zone = '+00:00'",
            "sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
            "autocommit = 1",
        ]
        if let timeout = configuration.statementTimeout { settings.append(server.statementTimeout(timeout)) }
        try script("SET \(settings.map { "SESSION \($0)" }.joined(separator: ", "))")
        let question = try newStatement("SELECT @@SESSION.wait_timeout AS seconds")
        defer { question.close() }
        try question.run([])
        idleMax = try question.rows().first.map { .seconds(try $0.int64("seconds")) }
    }

    func ping() throws {
        guard mysql_ping(try live()) == 0 else { throw error(nil) }
    }

    /// Runs a script; for errors of a statement in it the rest is not run.
    func script(_ text: String) throws {
        let handle = try live()
        try send(text)
        while true {
            if let result = mysql_store_result(handle) { mysql_free_result(result) }
            switch mysql_next_result(handle) {
            case 0: continue
            case -1: return
            default: throw error(text)
            }
        }
    }

    /// Sends a text as it is; what it answers is still to be read.
    func send(_ text: String) throws {
        let handle = try live()
        var text = text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { mysql_real_query(handle, $0.baseAddress, UInt($0.count)) }
        }
        guard code == 0 else { throw error(text) }
    }

    /// The statement, prepared now or earlier.
    func statement(_ text: String) throws -> MySQLStatement {
        uses += 1
        if let known = statements[text] {
            known.lastUse = uses
            return known
        }
        if statements.count >= Self.statementsMax, let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            oldest.value.close()
            statements[oldest.key] = nil
        }
        let statement = try MySQLStatement(text, on: live(), answerBytesMax)
        statement.lastUse = uses
        statements[text] = statement
        return statement
    }

    /// A statement of its own, outside the cache.
    func newStatement(_ text: String) throws -> MySQLStatement {
        try MySQLStatement(text, on: live(), answerBytesMax)
    }

    /// From any thread, over a session of its own; returns when the server knows.
    func killRunningStatement(_ configuration: ServerConfiguration) {
        do {
            let other = try Self.connect(configuration)
            // A request that does not get through leaves the statement running until it ends by itself.
            mysql_query(other, "KILL QUERY \(thread)")
            mysql_close(other)
        } catch {
            return  // As above.
        }
    }

    /// Runs an empty statement, for a request to stop that comes late.
    func absorbCancellation() {
        guard let handle else { return }
        mysql_query(handle, "DO 0")
    }

    func error(_ text: String?) -> SQLError {
        guard let handle else { return SQLError(.connectionLost, "the session is closed") }
        return MySQLError.classify(mysql_errno(handle), String(cString: mysql_error(handle)), statement: text)
    }
}
