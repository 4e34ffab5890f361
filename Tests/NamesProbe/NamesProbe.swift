import GRDB
import JobU

/// A program that uses GRDB and JobU in one file, each by its plain names: none of them stands for two things.
///
/// It is compiled, which is the test, and does nothing when it runs. SQLKit, FluentKit and PostgresNIO are no dependencies of this package,
/// so they cannot be imported here; `Row`, `SQL`, `Database` and `DatabaseError` are names of theirs as well.
@main
struct NamesProbe: JobUApp {
    var handlers: some JobHandlers {
        CopyNotes()
    }
}

struct CopyNotes: JobHandler {
    static let name = "copy_notes"
    static let options = ExecutionOptions(queue: "notes", retryBackoff: .exponential(.seconds(5)), timeout: .seconds(60))

    func execute(_ params: NoParams, context: JobContext) async throws -> HandlerResult {
        let notes = try await DatabaseQueue().read { db in try Note.all(in: db) }
        let count = try await context.databases.transaction("default") { tx in
            for note in notes { try await tx.execute("INSERT INTO notes (text) VALUES (\(note.text))") }
            let row: ResultRow? = try await tx.fetchOne("SELECT COUNT(*) AS count FROM notes" as SQLQuery)
            return try row?.int("count") ?? 0
        }
        return .success("copied", data: ["notes": .int(Int64(count))])
    }
}

/// A row as GRDB reads it.
struct Note: Sendable {
    var text: String

    static func all(in db: Database) throws -> [Note] {
        do {
            let query: SQL = "SELECT text FROM notes"
            return try SQLRequest<Row>(literal: query).fetchAll(db).map { (row: Row) in Note(text: row["text"]) }
        } catch let error as DatabaseError {
            throw HandlerError("\(error.resultCode)")
        } catch let error as SQLError where error.code == .uniqueViolation {
            throw HandlerError.permanent("\(error)")
        }
    }
}
