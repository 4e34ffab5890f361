import CJobULibMariaDB
import Foundation
import JobUDatabase

/// A connection of libmariadb with its prepared statements.
///
/// @unchecked Sendable: used on the thread of its session only, but for `thread` and `server`, which never change, and `idleMax`, which
/// does not once the session is open.
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
    private var witness: Int32
    /// The server's `wait_timeout`.
    private(set) var idleMax: Duration?

    /// Connects; blocks until that is done.
    init(_ configuration: ServerConfiguration) throws {
        let handle = try Self.connect(configuration)
        self.handle = handle
        answerBytesMax = configuration.answerBytesMax
        witness = configuration.answerBytesMax == nil ? -1 : fcntl(mysql_get_socket(handle), F_DUPFD_CLOEXEC, 0)
        thread = mysql_thread_id(handle)
        server = MySQLServer(greeting: mysql_get_server_info(handle).map { String(cString: $0) } ?? "")
    }

    func open() throws -> UnsafeMutablePointer<MYSQL> {
        guard let handle else { throw SQLError(.connectionLost, "the session is closed") }
        return handle
    }

    func close() {
        for statement in statements.values { statement.close() }
        statements = [:]
        if let handle { mysql_close(handle) }
        handle = nil
        if witness >= 0 { Foundation.close(witness) }
        witness = -1
    }

    /// What an error is in truth: the library calls it a lost session when it has refused a message for its size. Then the rest of the
    /// message is still to be read from the socket, which a server that is gone leaves empty.
    func explained(_ error: SQLError) -> SQLError {
        guard let answerBytesMax, witness >= 0, ["2013", "2020"].contains(error.serverCode) else { return error }
        var descriptor = pollfd(fd: witness, events: Int16(POLLIN), revents: 0)
        var byte: UInt8 = 0
        guard poll(&descriptor, 1, 1_000) == 1, recv(witness, &byte, 1, Int32(MSG_PEEK)) == 1 else { return error }
        hasRefusedAnswer = true
        return .answerTooLarge(answerBytesMax, statement: error.statement)
    }

    /// Times in UTC, and no value is ever bent to fit: a text too long is an error.
    func prepareSession(_ configuration: ServerConfiguration) throws {
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
        guard mysql_ping(try open()) == 0 else { throw error(nil) }
    }

    /// Runs a script; for errors of a statement in it the rest is not run.
    func script(_ text: String) throws {
        let handle = try open()
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
        let handle = try open()
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
        let statement = try MySQLStatement(text, on: open(), answerBytesMax)
        statement.lastUse = uses
        statements[text] = statement
        return statement
    }

    /// A statement of its own, outside the cache.
    func newStatement(_ text: String) throws -> MySQLStatement {
        try MySQLStatement(text, on: open(), answerBytesMax)
    }

    /// From any thread, over a session of its own; returns when the server has taken note.
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

    func absorbCancellation() {
        guard let handle else { return }
        mysql_query(handle, "DO 0")
    }

    func error(_ text: String?) -> SQLError {
        guard let handle else { return SQLError(.connectionLost, "the session is closed") }
        return MySQLError.classify(mysql_errno(handle), String(cString: mysql_error(handle)), statement: text)
    }

    // Initialised once, before the first connection of any thread.
    private static let isLibraryReady = mysql_server_init(0, nil, nil) == 0

    private static func connect(_ configuration: ServerConfiguration) throws -> UnsafeMutablePointer<MYSQL> {
        guard isLibraryReady, let handle = mysql_init(nil) else { throw SQLError(.other, "the client library cannot start") }
        var timeout = UInt32(max(1, configuration.connectTimeout.components.seconds))
        mysql_options(handle, MYSQL_OPT_CONNECT_TIMEOUT, &timeout)
        mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
        // The library refuses a larger message when it has read its head.
        if var bytes = configuration.answerBytesMax.map({ UInt($0) }) { mysql_options(handle, MYSQL_OPT_MAX_ALLOWED_PACKET, &bytes) }
        chooseEncryption(handle, configuration)
        var tcp = MYSQL_PROTOCOL_TCP.rawValue
        if configuration.socket == nil { mysql_options(handle, MYSQL_OPT_PROTOCOL, &tcp) }
        let flags = UInt(CLIENT_FOUND_ROWS) | UInt(CLIENT_MULTI_STATEMENTS) | UInt(CLIENT_MULTI_RESULTS)
        let connected = mysql_real_connect(
            handle, configuration.socket == nil ? configuration.host : nil, configuration.user, configuration.password?.reveal() ?? "",
            configuration.database, UInt32(configuration.port), configuration.socket, flags)
        if connected == nil, configuration.sslMode == .prefer, [2012, 2026].contains(mysql_errno(handle)) {
            mysql_close(handle)
            var plain = configuration
            plain.sslMode = .disable
            return try connect(plain)
        }
        guard connected != nil else {
            let error = MySQLError.cannotConnect(mysql_errno(handle), String(cString: mysql_error(handle)), configuration)
            mysql_close(handle)
            throw error
        }
        // The library goes on in plain text where the server has no TLS, whatever it was told.
        if [.require, .verifyFull].contains(configuration.sslMode), mysql_get_ssl_cipher(handle) == nil {
            mysql_close(handle)
            throw SQLError(
                .cannotOpen, "no encrypted connection with \(configuration.address): the server does not offer TLS; see options.sslmode")
        }
        keepAlive(mysql_get_socket(handle))
        return handle
    }

    private static func chooseEncryption(_ handle: UnsafeMutablePointer<MYSQL>, _ configuration: ServerConfiguration) {
        guard configuration.sslMode != .disable else { return }
        // Without this the library does not even try.
        var enforce: my_bool = 1
        var verify: my_bool = configuration.sslMode == .verifyFull ? 1 : 0
        mysql_options(handle, MYSQL_OPT_SSL_ENFORCE, &enforce)
        mysql_options(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify)
        if let authorities = configuration.sslCA { mysql_options(handle, MYSQL_OPT_SSL_CA, authorities) }
    }

    /// A peer that is gone without a word is noticed within about a minute.
    private static func keepAlive(_ socket: my_socket) {
        var values: [(Int32, Int32, Int32)] = [(SOL_SOCKET, SO_KEEPALIVE, 1)]
        #if os(Linux)
            let tcp = Int32(IPPROTO_TCP)
            values += [(tcp, TCP_KEEPIDLE, 30), (tcp, TCP_KEEPINTVL, 10), (tcp, TCP_KEEPCNT, 3)]
        #endif
        for (level, name, value) in values {
            var value = value
            // Not known to a Unix socket, which needs none.
            setsockopt(socket, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
        }
    }
}
