import Testing

/// One cell of the crash matrix: who takes part, who decides, where the coordinator ends, and how.
struct CrashCase: Sendable, CustomTestStringConvertible {
    var executionDatabase: String
    var participants: [String]
    var step: String
    var how: String

    var testDescription: String { "\(how) at \(step), \(participants.joined(separator: "+")), \(executionDatabase) decides" }

    /// Whether the decision has been made when this step is reached.
    var isDecided: Bool { step == "decided" || step.hasPrefix("finished") }

    /// A stopped coordinator whose decision lies in SQLite holds the only write lock there is: nobody can decide for it.
    var blocksWhileStopped: Bool {
        executionDatabase == "sqlite_1"
            && ["registered", "prepared-1", "prepared-2", "deciding", "committing", "begun", "worked"].contains(step)
    }

    /// Each last agent with each set of participants, each step, and both ways to go.
    static let all: [CrashCase] = sets.flatMap { executionDatabase, participants in
        steps(branches: participants.count - 1).flatMap { step in
            ["kill", "stop"].map { CrashCase(executionDatabase: executionDatabase, participants: participants, step: step, how: $0) }
        }
    }

    private static let sets: [(String, [String])] = [
        ("sqlite_1", ["sqlite_1", "postgres_1"]),
        ("sqlite_1", ["sqlite_1", "mysql_1"]),
        ("sqlite_1", ["sqlite_1", "postgres_1", "mysql_1"]),
        ("postgres_1", ["postgres_1", "mysql_1"]),
        ("postgres_1", ["postgres_1", "postgres_2"]),
        ("postgres_1", ["postgres_1", "postgres_2", "mysql_1"]),
        ("mysql_1", ["mysql_1", "postgres_1"]),
        ("mysql_1", ["mysql_1", "mysql_2"]),
        ("mysql_1", ["mysql_1", "mysql_2", "postgres_1"]),
    ]

    private static func steps(branches: Int) -> [String] {
        ["begun", "worked", "registered"] + (1...branches).map { "prepared-\($0)" } + ["deciding", "committing", "decided"]
            + (1...branches).map { "finished-\($0)" }
    }
}
