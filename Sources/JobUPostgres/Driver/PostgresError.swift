import CJobULibPQ
import JobUDatabase

/// The server's SQLSTATE codes in the words of `DatabaseError`.
enum PostgresError {
    static let queryCanceled = "57014"

    static func classify(_ result: PostgresResult, _ handle: OpaquePointer?, statement: String?) -> DatabaseError {
        guard let state = field(result, "C") else {
            let text = handle.map { String(cString: PQerrorMessage($0)) } ?? "the session is closed"
            let isLost = handle == nil || PQstatus(handle) == CONNECTION_BAD
            return DatabaseError(isLost ? .connectionLost : .other, oneLine(text), statement: statement)
        }
        let code = PQstatus(handle) == CONNECTION_BAD ? .connectionLost : code(state)
        let detail = [field(result, "D"), field(result, "H"), field(result, "n").map { "constraint \($0)" }].compactMap(\.self)
        return DatabaseError(
            code, "\(withoutValues(field(result, "M") ?? "no message", state)) (SQLSTATE \(state))", statement: statement,
            serverCode: state, detail: detail.isEmpty ? nil : detail.joined(separator: "; "))
    }

    /// The classes are those of the manual's appendix "PostgreSQL Error Codes".
    static func code(_ state: String) -> DatabaseError.Code {
        switch state {
        case "23505": return .uniqueViolation
        case "23503": return .foreignKeyViolation
        case "40001", "40P01": return .serialization
        case "55P03": return .lockTimeout
        case "57014": return .timeout
        case "25006": return .readOnlyTransaction
        case "25P03", "57P01", "57P02", "57P03", "57P05": return .connectionLost
        case "42501": return .permission
        case "53100": return .diskFull
        case "53300", "55006": return .busy
        case "3D000": return .cannotOpen
        default: break
        }
        switch state.prefix(2) {
        case "08": return .connectionLost
        case "23": return .constraintViolation
        case "28": return .permission
        case "42", "3F": return .syntax
        default: return .other
        }
    }

    static func cannotConnect(_ handle: OpaquePointer?, _ configuration: PostgresConfiguration) -> DatabaseError {
        let words = handle.map { oneLine(String(cString: PQerrorMessage($0))) } ?? "out of memory"
        let place = configuration.socketFolder.map { "the socket in \($0)" } ?? "\(configuration.host):\(configuration.port)"
        if words.contains("password authentication failed") || words.contains("no password supplied") || words.contains("role \"") {
            return DatabaseError(.permission, "cannot log in at \(place) as '\(configuration.user)': \(words); check user and password")
        }
        if words.contains("does not exist") && words.contains("database") {
            return DatabaseError(.cannotOpen, "cannot open '\(configuration.database)' at \(place): \(words); create it first")
        }
        if words.contains("SSL") {
            return DatabaseError(.cannotOpen, "no encrypted connection with \(place): \(words); see options.sslmode")
        }
        return DatabaseError(.connectionLost, "cannot reach \(place): \(words); check that the server runs there")
    }

    /// Messages about data quote it: `invalid input syntax for type integer: "4711"`.
    private static func withoutValues(_ message: String, _ state: String) -> String {
        guard state.hasPrefix("22"), let quote = message.firstIndex(of: "\"") else { return message }
        return message[..<quote].trimmingSuffix { $0 == " " || $0 == ":" }
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: " ")
    }

    private static func field(_ result: PostgresResult, _ letter: Unicode.Scalar) -> String? {
        guard let handle = result.handle else { return nil }
        return PQresultErrorField(handle, Int32(letter.value)).map { String(cString: $0) }
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(_ isCut: (Character) -> Bool) -> String {
        var text = String(self)
        while let last = text.last, isCut(last) { text.removeLast() }
        return text
    }
}
