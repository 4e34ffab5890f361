import GRDB
import JobUDatabase

/// SQLite's codes in the words of `SQLError`.
enum SQLiteError {
    static func classify(_ error: any Error, statement: String?) -> any Error {
        guard let native = error as? GRDB.DatabaseError else { return error }
        // GRDB's description may hold the parameters: only code and message are taken over.
        return JobUDatabase.SQLError(
            code(native), message(native), statement: statement, serverCode: "\(native.extendedResultCode.rawValue)")
    }

    static func message(_ error: any Error) -> String {
        guard let native = error as? GRDB.DatabaseError else { return String(describing: error) }
        return "\(native.message ?? "no message") (SQLite code \(native.extendedResultCode.rawValue))"
    }

    private static func code(_ error: GRDB.DatabaseError) -> JobUDatabase.SQLError.Code {
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: return .uniqueViolation
        case .SQLITE_CONSTRAINT_FOREIGNKEY: return .foreignKeyViolation
        // The shared memory beside the file could not grow.
        case .SQLITE_IOERR_SHMSIZE: return .diskFull
        case .SQLITE_READONLY_DBMOVED: return .fileGone
        default: break
        }
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: return .constraintViolation
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy
        case .SQLITE_READONLY: return .readOnlyTransaction
        case .SQLITE_FULL: return .diskFull
        case .SQLITE_CANTOPEN, .SQLITE_NOTADB: return .cannotOpen
        case .SQLITE_PERM, .SQLITE_AUTH: return .permission
        case .SQLITE_INTERRUPT: return .timeout
        // The same value would be as large again.
        case .SQLITE_TOOBIG: return .constraintViolation
        case .SQLITE_ERROR: return .syntax
        default: return .other
        }
    }
}
