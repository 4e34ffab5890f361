/// What is known of a participant when the roles are chosen.
struct ParticipantFacts: Sendable, Equatable {
    var name: String
    var mode: TransactionMode
    var canPrepare: Bool
    /// Whether it is the database of the executions.
    var isExecutionDatabase: Bool
}

/// The roles of the participants, chosen before the first statement.
struct AtomicPlan: Sendable, Equatable {
    /// Its own commit is the decision. Nil when nothing is written.
    var lastAgent: String?
    /// The participants that prepare; ordered by name, so that transactions lock in one order.
    var branches: [String] = []
    var readers: [String] = []

    /// The last agent is the one that cannot prepare, else the database of the executions, else the first one listed.
    /// - Throws: `AtomicTransactionError.refused` when there is no such plan.
    init(_ participants: [ParticipantFacts]) throws(AtomicTransactionError) {
        guard !participants.isEmpty else { throw .refused(["no database is named"]) }
        let names = participants.map(\.name)
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            throw .refused(["database '\(name)' is named twice"])
        }
        let writers = participants.filter { $0.mode == .readWrite }
        let unprepared = writers.filter { !$0.canPrepare }
        guard unprepared.count <= 1 else {
            let named = unprepared.map { "'\($0.name)'" }.joined(separator: " and ")
            throw .refused([
                "databases \(named) cannot prepare a transaction, and a transaction can write to only one such database; "
                    + "keep their tables in one file, or name the others with .readOnly"
            ])
        }
        lastAgent = (unprepared.first ?? writers.first(where: \.isExecutionDatabase) ?? writers.first)?.name
        branches = writers.map(\.name).filter { $0 != lastAgent }.sorted()
        readers = participants.filter { $0.mode == .readOnly }.map(\.name).sorted()
    }
}
