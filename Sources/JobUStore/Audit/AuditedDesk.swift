import JobUModel

/// Decisions about transactions over several databases, in the audit log. Their register lies in other databases than the log, so that
/// the decision is noted before it is taken, and a refusal after it: none goes without a trace.
package struct AuditedDesk: TransactionDesk {
    private let desk: any TransactionDesk
    private let log: any AuditStore

    package init(_ desk: any TransactionDesk, log: any AuditStore) {
        self.desk = desk
        self.log = log
    }

    package func overview() async -> TransactionOverview { await desk.overview() }
    package func transaction(_ gtrid: String) async throws -> UnfinishedTransaction? { try await desk.transaction(gtrid) }
    package func recover() async -> TransactionOverview { await desk.recover() }
    package func prune() async throws -> Int { try await desk.prune() }

    package func resolve(_ gtrid: String, _ verdict: TransactionVerdict, by person: String, reason: String) async throws -> String {
        let subject = AuditSubject(.transaction, gtrid, gtrid)
        try await log.recordAudit(
            AuditChange(
                "transaction.resolve", subject, after: ["verdict": .string(verdict.rawValue), "reason": .string(reason)]))
        do {
            return try await desk.resolve(gtrid, verdict, by: person, reason: reason)
        } catch {
            try await log.recordAudit(AuditChange("transaction.refused", subject, after: ["reason": .string("\(error)")]))
            throw error
        }
    }
}
