import JobUDatabase
import JobUHandler
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUSQLite
import Testing

@testable import JobUBuiltins

/// Sentences of docs/builtin-handlers.md about statements and their answers.
@Suite("What the page says of statements")
struct StatementPageTests {
    @Test("exact numbers are texts, instants RFC 3339, bytes Base64")
    func shown() {
        #expect(SQLValue.decimal("12345678901234567890.10").shown == "12345678901234567890.10")
        #expect(SQLValue.timestamp(microseconds: 1_767_225_600_000_000).shown == "2026-01-01T00:00:00Z")
        #expect(SQLValue.bytes([0, 255]).shown == "AP8=")
        #expect(SQLValue.double(.infinity).shown == "inf")
        #expect(SQLValue.int(7).shown == 7 && SQLValue.bool(true).shown == true && SQLValue.null.shown == nil)
    }

    @Test(
        "a statement that begins with another word is refused on every engine",
        arguments: [
            "COMMIT", "SET x = 1", "ATTACH 'x' AS y", "PRAGMA x", "VACUUM", "COPY t TO 'x'", "LOAD DATA INFILE 'x' INTO TABLE t", "DO 1",
        ])
    func firstWord(_ text: String) {
        for syntax in [StatementSyntax.sqlite, .postgres, .mysql] {
            #expect(throws: StatementError.self) { try NamedStatement(text, syntax) }
        }
    }

    @Test("functions that reach beyond the database are refused by name, however they are written")
    func functions() throws {
        let postgres = ["pg_read_file('x')", "lo_import('x')", "dblink('x', 'y')", "set_config('a', 'b', false)", #""pg_read_file"('x')"#]
        for call in postgres { #expect(throws: StatementError.self, "\(call)") { try NamedStatement("SELECT \(call)", .postgres) } }
        for text in ["SELECT LOAD_FILE('x')", "SELECT 1 INTO OUTFILE 'x'", "SELECT load_file ('x')"] {
            #expect(throws: StatementError.self, "\(text)") { try NamedStatement(text, .mysql) }
        }
        _ = try NamedStatement("SELECT lower('pg_read_file')", .postgres)
    }

    @Test("a database that is away or busy is tried again, and one whose rule was broken is not")
    func retries() {
        for code in [SQLError.Code.connectionLost, .cannotOpen, .busy, .lockTimeout, .serialization, .timeout, .diskFull] {
            #expect(!(SQLHandler.explained(SQLError(code, "x")) is HandlerError), "\(code)")
        }
        for code in [
            SQLError.Code.uniqueViolation, .foreignKeyViolation, .constraintViolation, .syntax, .permission, .readOnlyTransaction,
        ] {
            #expect((SQLHandler.explained(SQLError(code, "x")) as? HandlerError)?.isRetryable == false, "\(code)")
        }
    }
}
