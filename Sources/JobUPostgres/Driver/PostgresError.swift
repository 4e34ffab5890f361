import CJobULibPQ
import Foundation
import JobUDatabase

/// PostgreSQL's errors in the words of `SQLError`.
enum PostgresError {
    /// An answer that is an error.
    static func classify(_ result: OpaquePointer, on connection: OpaquePointer, statement: String?) -> SQLError {
        guard let state = state(of: result) else { return local(connection, statement: statement) }
        let severity = field("V", of: result)
        // After FATAL the server has closed the session, whatever the reason.
        let code = severity == "FATAL" || severity == "PANIC" ? .connectionLost : code(state)
        let constraint = field("n", of: result).map { "constraint \($0)" }
        let detail = [field("D", of: result), field("H", of: result), constraint].compactMap(\.self).joined(separator: "; ")
        return SQLError(
            code, withoutValues(field("M", of: result) ?? "no message", state), statement: statement, serverCode: state,
            detail: detail.isEmpty ? nil : detail)
    }

    /// An error of libpq itself: the server said nothing.
    static func local(_ connection: OpaquePointer, statement: String?) -> SQLError {
        let message = String(cString: PQerrorMessage(connection)).trimmingCharacters(in: .whitespacesAndNewlines)
        return SQLError(
            PQstatus(connection) == CONNECTION_BAD ? .connectionLost : .other, message.isEmpty ? "no answer of the server" : message,
            statement: statement)
    }

    /// The statement was stopped: by a time limit, or because we asked for it.
    static let canceled = "57014"

    static func code(_ state: String) -> SQLError.Code {
        switch state {
        case "23505": return .uniqueViolation
        case "23503", "23001": return .foreignKeyViolation
        case "40001", "40P01": return .serialization
        case "55P03": return .lockTimeout
        case canceled: return .timeout
        case "25006": return .readOnlyTransaction
        case "42501": return .permission
        case "53100": return .diskFull
        case "53300", "55006": return .busy
        // A wrong number of parameters: ours to correct, and the session lives.
        case "08P01": return .other
        case "25P03", "57P01", "57P02", "57P03", "57P05": return .connectionLost
        default: break
        }
        switch state.prefix(2) {
        case "08": return .connectionLost
        case "23": return .constraintViolation
        case "28": return .permission
        case "42": return .syntax
        default: return .other
        }
    }

    /// Errors of class 22 quote the value they cannot use.
    static func withoutValues(_ message: String, _ state: String) -> String {
        guard state.hasPrefix("22"), let first = message.firstIndex(of: "\""), let last = message.lastIndex(of: "\""), first < last else {
            return message
        }
        return message[...first] + "…" + message[last...]
    }

    static func state(of result: OpaquePointer) -> String? {
        field("C", of: result)
    }

    private static func field(_ name: Unicode.Scalar, of result: OpaquePointer) -> String? {
        PQresultErrorField(result, Int32(name.value)).map { String(cString: $0) }
    }
}

extension PostgresError {
    /// Why no session could be opened, and what to do. The connection must have been opened in the verbose way.
    static func cannotOpen(_ connection: OpaquePointer, _ configuration: ServerConfiguration) -> SQLError {
        let lines = String(cString: PQerrorMessage(connection)).split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") }
        let message = lines.joined(separator: "; ")
        let state = message.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }.first(where: isState)
        var code = state.map(code) ?? .cannotOpen
        if code == .other || code == .syntax { code = .cannotOpen }
        return SQLError(code, "cannot open \(configuration.target): \(message); \(hint(state, message))", serverCode: state)
    }

    private static func isState(_ word: String) -> Bool {
        word.utf8.count == 5 && word.contains(where: \.isNumber) && word.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
    }

    private static func hint(_ state: String?, _ message: String) -> String {
        switch state {
        case "28P01": "check user and password in database.yaml"
        case "28000": "the server's pg_hba.conf does not let this user in from here"
        case "3D000": "create the database, or correct its name in database.yaml"
        case "42501": "grant the user CONNECT on the database"
        case "53300": "raise max_connections of the server, or lower the size of the pool"
        case "08P01" where message.contains("startup parameter"):
            "a pooler answers: set options.pool_mode: transaction in database.yaml, or name the server itself"
        case "57P03": "the server starts or stops; try again in a moment"
        case nil where message.contains("SSL") || message.contains("certificate"):
            "check TLS of the server, and the TLS mode and certificate authority in database.yaml"
        case nil: "check host and port, and that the server runs"
        default: "check database.yaml"
        }
    }
}
