import CJobULibMariaDB
import Foundation
import JobUDatabase

/// The server's error numbers in the words of `SQLError`.
enum MySQLError {
    static let interrupted = "1317"

    static func classify(_ number: UInt32, _ message: String, statement: String?) -> SQLError {
        SQLError(
            code(number, message), "\(withoutValues(number, message)) (error \(number))", statement: statement, serverCode: "\(number)",
            detail: message)
    }

    /// - Parameter message: tells apart what some numbers stand for in common.
    static func code(_ number: UInt32, _ message: String = "") -> SQLError.Code {
        switch number {
        // What the operating system said when a file was written or made: 28 is a full disk, 30 a file system mounted read-only.
        case 1026, 1030, 1004, 1005, 3: systemCode(message) ?? .other
        // Forbidden by an option of the server; only one of them says that nothing can be written.
        case 1290 where !message.isEmpty && !message.contains("read-only") && !message.contains("read_only"): .permission
        case 1062, 1586, 1169: .uniqueViolation
        case 1451, 1452, 1216, 1217: .foreignKeyViolation
        case 1048, 1364, 3140, 3141, 3819, 4025: .constraintViolation
        // 1020: MariaDB 11.6 and newer tell a writer that the row it has read has changed meanwhile.
        case 1020, 1213, 1614: .serialization
        case 1205, 3572: .lockTimeout
        case 3024, 1969, 1317: .timeout
        case 1792, 1290, 1836: .readOnlyTransaction
        case 1044, 1045, 1142, 1143, 1227, 1370, 1698: .permission
        case 1064, 1146, 1054, 1149, 1305, 1051, 1136: .syntax
        case 1021, 1114: .diskFull
        case 1049: .cannotOpen
        case 1040, 1203, 1226: .busy
        case 2002, 2003, 2005, 2006, 2013, 2055, 1053, 1927, 1158...1161, 4031, 1152, 1184: .connectionLost
        default: .other
        }
    }

    /// A statement that was interrupted because it took too long.
    static func late(_ error: SQLError) -> SQLError {
        SQLError(
            .timeout, "the statement took longer than it may (statement_timeout_seconds)", statement: error.statement,
            serverCode: error.serverCode, detail: error.detail)
    }

    private static func systemCode(_ message: String) -> SQLError.Code? {
        if message.firstMatch(of: #/\b(?:errno|error|errcode):? "?28\b/#.ignoresCase()) != nil { return .diskFull }
        if message.firstMatch(of: #/\b(?:errno|error|errcode):? "?30\b/#.ignoresCase()) != nil { return .readOnlyTransaction }
        return nil
    }

    static func cannotConnect(_ number: UInt32, _ message: String, _ configuration: ServerConfiguration) -> SQLError {
        let address = configuration.address
        let words = "\(message) (error \(number))"
        // The library has one of these numbers for it, or that of a wrong password.
        if [2058, 2059, 2060, 2061].contains(number) || message.contains("could not be loaded") {
            return SQLError(
                .cannotOpen,
                "cannot log in at \(address) as '\(configuration.user)': \(words); install the client library's plugins (Debian: libmariadb3), "
                    + "or give the account a kind of password that this client knows")
        }
        switch number {
        case 1044, 1045, 1698:
            return SQLError(.permission, "cannot log in at \(address) as '\(configuration.user)': \(words); check user and password")
        case 1130, 1820, 1862, 3118, 3955, 4151:
            // This host is not let in, the password has expired, the account is locked.
            return SQLError(.permission, "cannot log in at \(address) as '\(configuration.user)': \(words)")
        case 1049:
            return SQLError(.cannotOpen, "cannot open '\(configuration.database)' at \(address): \(words); create it first")
        case 2026, 2012, 3159:
            return SQLError(.cannotOpen, "no encrypted connection with \(address): \(words); see options.sslmode")
        case 1040, 1203:
            return SQLError(.busy, "\(address) takes no more sessions: \(words)")
        default:
            return SQLError(.connectionLost, "cannot reach \(address): \(words); check that the server runs there")
        }
    }

    /// Messages about data quote it: `Duplicate entry '4711' for key 'PRIMARY'`, `Incorrect integer value: 'x' for column …`.
    private static func withoutValues(_ number: UInt32, _ message: String) -> String {
        guard [1062, 1586, 1366, 1292, 1411, 1525, 1367].contains(number) else { return message }
        guard let start = message.firstIndex(of: "'") else { return message }
        // The value may hold quotes itself: it ends before the words that follow it.
        for words in ["' for key", "' for column"] {
            if let end = message.range(of: words, options: .backwards) {
                return message[..<start] + "…" + message[end.lowerBound...].dropFirst()
            }
        }
        return message[..<start] + "…"
    }
}
