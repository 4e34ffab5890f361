import CJobULibPQ
import Foundation
import JobUDatabase
import JobUTime

extension PostgresHandle {
    /// Opens a connection of libpq, with the settings that hold for all sessions of ours. Blocks until that is done.
    /// - Throws: `SQLError` with the server's words and what to do about them, without the password.
    static func connect(_ configuration: ServerConfiguration) throws -> OpaquePointer {
        guard PQlibVersion() >= 150_000 else {
            throw SQLError(.cannotOpen, "libpq \(PQlibVersion()) is too old; install libpq 15 or newer")
        }
        guard let connection = start(configuration) else { throw SQLError(.cannotOpen, "no memory for a session of PostgreSQL") }
        do {
            // The error's SQLSTATE is given in this verbosity only, and nowhere else while connecting.
            PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
            try finish(connection, configuration)
            // What a failing COMMIT TRANSACTION warns of is found out by its answer; all else would only land on stderr.
            PQsetNoticeProcessor(connection, { _, _ in }, nil)
            return connection
        } catch {
            PQfinish(connection)
            throw error
        }
    }

    private static func start(_ configuration: ServerConfiguration) -> OpaquePointer? {
        let parameters = parameters(configuration)
        var keywords: [UnsafePointer<CChar>?] = []
        var values: [UnsafePointer<CChar>?] = []
        var copies: [UnsafeMutablePointer<CChar>?] = []
        defer { for copy in copies { free(copy) } }
        for (keyword, value) in parameters {
            let pair = (strdup(keyword), strdup(value))
            copies += [pair.0, pair.1]
            keywords.append(UnsafePointer(pair.0))
            values.append(UnsafePointer(pair.1))
        }
        return PQconnectStartParams(keywords + [nil], values + [nil], 0)
    }

    private static func parameters(_ configuration: ServerConfiguration) -> [(String, String)] {
        var parameters = [
            ("host", configuration.socket ?? configuration.host), ("port", "\(configuration.port)"),
            ("dbname", configuration.database), ("user", configuration.user), ("application_name", configuration.applicationName),
            ("sslmode", configuration.sslMode.rawValue), ("gssencmode", "disable"), ("client_encoding", "UTF8"),
            // A server that is gone is noticed within a minute, also in the middle of a long statement.
            ("keepalives", "1"), ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"),
        ]
        if configuration.poolMode == .session { parameters.append(("options", options(configuration))) }
        if let password = configuration.password { parameters.append(("password", password.reveal())) }
        if let authority = configuration.sslCA { parameters.append(("sslrootcert", authority)) }
        return parameters
    }

    /// The settings of the session, given at its start so that no round trip is spent on them.
    private static func options(_ configuration: ServerConfiguration) -> String {
        settings(configuration).map { name, value in
            let escaped = value.map { $0 == " " || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
            return "-c \(name)=\(escaped)"
        }.joined(separator: " ")
    }

    /// The same for each transaction, to follow its BEGIN in the same round trip; empty where the session has them.
    static func transactionSettings(_ configuration: ServerConfiguration) -> String {
        guard configuration.poolMode == .transaction else { return "" }
        return settings(configuration).map { name, value in
            "; SET LOCAL \(name) = \(name == "search_path" ? value : "'\(value)'")"
        }.joined()
    }

    private static func settings(_ configuration: ServerConfiguration) -> [(name: String, value: String)] {
        var settings: [(name: String, value: String)] = [("TimeZone", "UTC"), ("DateStyle", "ISO")]
        if let timeout = configuration.statementTimeout { settings.append(("statement_timeout", "\(timeout.milliseconds)")) }
        if let schema = configuration.schema {
            settings.append(("search_path", "\"\(schema.replacingOccurrences(of: "\"", with: "\"\""))\""))
        }
        return settings
    }

    private static func finish(_ connection: OpaquePointer, _ configuration: ServerConfiguration) throws {
        var wanted = PGRES_POLLING_WRITING
        while PQstatus(connection) != CONNECTION_BAD, wanted != PGRES_POLLING_OK, wanted != PGRES_POLLING_FAILED {
            let events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT
            let timeout = Int32(clamping: max(configuration.connectTimeout.milliseconds, 1))
            guard PostgresSocket.wait(PQsocket(connection), for: events, milliseconds: timeout) != 0 else {
                throw SQLError(
                    .cannotOpen,
                    "cannot open \(configuration.target): no answer within \(configuration.connectTimeout); check host and port")
            }
            wanted = PQconnectPoll(connection)
        }
        guard PQstatus(connection) == CONNECTION_OK else { throw PostgresError.cannotOpen(connection, configuration) }
        PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
    }
}
