package import JobUDatabase
import JobUModel

extension AuditStore {
    /// Decides about a multi-database transaction, and keeps that in the audit log. The register of the decision lies in other
    /// databases than the log, so that it is noted before it is taken, and a refusal after it: none goes without a trace.
    /// - Throws: `AtomicTransactionError.refused`; what the databases throw.
    package func audited(
        _ operations: any TransactionOperations, resolve gtrid: String, _ decision: TransactionDecision, by person: String, reason: String
    ) async throws -> RegisterRow.State {
        let subject = AuditSubject(.transaction, gtrid, gtrid)
        try await recordAudit(
            AuditChange("transaction.resolve", subject, after: ["verdict": .string(decision.rawValue), "reason": .string(reason)]))
        do {
            return try await operations.resolve(gtrid, decision, by: person, reason: reason)
        } catch {
            try await recordAudit(AuditChange("transaction.refused", subject, after: ["reason": .string(Self.reason(of: error))]))
            throw error
        }
    }

    private static func reason(of error: any Error) -> String {
        if let error = error as? AtomicTransactionError, error.code == .refused { return error.reasons.joined(separator: "; ") }
        return "\(error)"
    }
}
