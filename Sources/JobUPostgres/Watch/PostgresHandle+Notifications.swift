import CJobULibPQ
import JobUDatabase

extension PostgresHandle {
    /// Takes in what the server has sent by itself; does not block.
    /// - Throws: `SQLError` with code `connectionLost` when the server has ended the session.
    func receive() throws {
        let connection = try live()
        guard PQconsumeInput(connection) == 1, PQstatus(connection) == CONNECTION_OK else {
            throw PostgresError.local(connection, statement: nil)
        }
        // Reads what has come; there is no statement whose answer could.
        _ = PQisBusy(connection)
    }

    func nextNotification() -> PostgresNotification? {
        guard let handle, let notification = PQnotifies(handle) else { return nil }
        defer { PQfreemem(notification) }
        return PostgresNotification(
            channel: String(cString: notification.pointee.relname), payload: String(cString: notification.pointee.extra))
    }

    /// A name as the server wants it, whatever is in it.
    func quoted(_ name: String) throws -> String {
        let connection = try live()
        guard let quoted = PQescapeIdentifier(connection, name, name.utf8.count) else {
            throw PostgresError.local(connection, statement: nil)
        }
        defer { PQfreemem(quoted) }
        return String(cString: quoted)
    }
}
