/// How far a step has come on an engine that cannot undo a change of its schema: a row of `schema_progress`, gone when the step is done.
///
/// A statement is noted as begun before it runs and as done after it. When the process ends in between, it may have been carried out or
/// not: the next runner tries it again, and takes "is there already" for an answer.
struct MigrationProgress: Sendable, Equatable {
    var version: Int
    /// Statements that are done.
    var done = 0
    /// Statements that were begun: as many, or one more.
    var begun = 0
    /// Of the statements that are done, and of those that were begun.
    var doneChecksum = checksum([])
    var begunChecksum = checksum([])

    init(version: Int) {
        self.version = version
    }

    init(row: ResultRow) throws {
        version = try row.int("version")
        done = try row.int("done")
        begun = try row.int("begun")
        doneChecksum = try row.text("done_checksum")
        begunChecksum = try row.text("begun_checksum")
    }

    static func checksum(_ statements: some Sequence<ScriptStatements.Statement>) -> String {
        Migration.checksum(of: statements.map(\.text).joined(separator: ";\n"))
    }

    /// Whether the statements that are done are those of this script.
    func fits(_ statements: [ScriptStatements.Statement]) -> Bool {
        done <= statements.count && doneChecksum == Self.checksum(statements.prefix(done))
    }

    /// Whether this very statement was begun and its end is not known.
    func isInDoubt(_ index: Int, _ statements: [ScriptStatements.Statement]) -> Bool {
        index == done && begun == done + 1 && begunChecksum == Self.checksum(statements.prefix(begun))
    }

    mutating func begin(_ statements: [ScriptStatements.Statement]) {
        begun = done + 1
        begunChecksum = Self.checksum(statements.prefix(begun))
    }

    mutating func end() {
        done = begun
        doneChecksum = begunChecksum
    }

    static func table(_ rules: MigrationRules) -> SQLQuery {
        """
        CREATE TABLE IF NOT EXISTS schema_progress (
            version INTEGER PRIMARY KEY, done INTEGER NOT NULL, begun INTEGER NOT NULL,
            done_checksum CHAR(64) NOT NULL, begun_checksum CHAR(64) NOT NULL
        )\(rules.tableOptions)
        """
    }

    static func find(_ version: Int) -> SQLQuery {
        "SELECT version, done, begun, done_checksum, begun_checksum FROM schema_progress WHERE version = \(version)"
    }

    var insert: SQLQuery {
        """
        INSERT INTO schema_progress (version, done, begun, done_checksum, begun_checksum)
        VALUES (\(version), \(done), \(begun), \(doneChecksum), \(begunChecksum))
        """
    }

    var update: SQLQuery {
        """
        UPDATE schema_progress SET done = \(done), begun = \(begun), done_checksum = \(doneChecksum), begun_checksum = \(begunChecksum)
        WHERE version = \(version)
        """
    }

    var delete: SQLQuery { "DELETE FROM schema_progress WHERE version = \(version)" }
}
