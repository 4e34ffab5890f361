import CJobULibPQ
import JobUDatabase

/// The prepared statements of a session. The one not used for longest makes room.
struct PostgresStatementCache {
    /// A text is prepared for each set of parameter types it is used with.
    struct Key: Hashable {
        var text: String
        var types: [Oid]
    }

    static let sizeMax = 256

    /// Statements that the server still holds and nobody will use again.
    var evicted: [String] = []
    private var statements: [Key: PostgresStatement] = [:]
    private var uses = 0
    private var names = 0

    mutating func find(_ key: Key) -> PostgresStatement? {
        guard let statement = statements[key] else { return nil }
        uses += 1
        statement.lastUse = uses
        return statement
    }

    /// A statement under a new name, to be prepared and then kept.
    mutating func make() -> PostgresStatement {
        names += 1
        return PostgresStatement(name: "jobu_\(names)")
    }

    /// Keeps a statement that the server has prepared.
    mutating func keep(_ statement: PostgresStatement, _ key: Key) {
        uses += 1
        statement.lastUse = uses
        if let other = statements.updateValue(statement, forKey: key) { evicted.append(other.name) }
        while statements.count > Self.sizeMax, let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            statements[oldest.key] = nil
            evicted.append(oldest.value.name)
        }
    }

    /// A use failed: where the statement itself is the reason, its next use prepares it anew.
    mutating func recordFailure(_ error: any Error, of key: Key) {
        switch (error as? SQLError)?.serverCode {
        case "0A000":
            // Its plan does not fit any more: a table has other columns now.
            if let statement = statements.removeValue(forKey: key) { evicted.append(statement.name) }
        case "26000":
            // Somebody has reset the session: it knows none of them.
            statements = [:]
            evicted = []
        default: break
        }
    }

    /// Records the server's answers to the removal of evicted statements, one each. After a failure the rest comes next time.
    mutating func recordRemoval(_ answers: some Sequence<PostgresResult>) {
        let left = zip(evicted, answers).filter { $1.status != PGRES_COMMAND_OK && $1.state != "26000" }
        evicted = left.map(\.0)
    }
}
