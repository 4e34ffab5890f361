import JobUTime

/// Deletes what is of no use any more: transactions that are done or rolled back and old, with their receipts.
package struct AtomicRetention: Sendable {
    private static let batchMax = 500

    private let databases: AtomicDatabases
    private let keep: Duration

    package init(_ databases: AtomicDatabases, keep: Duration = .seconds(7 * 86_400)) {
        self.databases = databases
        self.keep = keep
    }

    /// Deletes one batch in each database. Returns how many transactions were deleted.
    /// - Throws: the first error met.
    package func prune() async throws -> Int {
        guard let cluster = try await databases.executionDatabaseSite()?.cluster else { return 0 }
        let view = await RecoveryView.gather(databases, cluster: cluster)
        let before = databases.environment.now - keep
        var deleted = 0
        for register in view.sites.values.sorted(by: { $0.name < $1.name }) {
            let rows = try await register.ownTransaction(readOnly: true) { tx in
                try await tx.fetchAll(
                    """
                    SELECT \(AtomicRegister.columns) FROM jobu_tx
                    WHERE state IN ('A', 'D') AND decided_at < \(before) AND gtrid LIKE \(TransactionName.prefix(cluster: cluster) + "%")
                    ORDER BY decided_at LIMIT \(Self.batchMax)
                    """
                ).map(RegisterRow.init)
            }
            // Receipts first: a row whose receipts are gone is only ever one that asks for none.
            let reachable = rows.filter { row in row.branches.allSatisfy { view.sites[$0.site] != nil } }
            for (site, gtrids) in Dictionary(grouping: reachable.flatMap { row in row.branches.map { ($0.site, row.gtrid) } }, by: \.0) {
                try await view.sites[site]?.ownTransaction { tx in
                    _ = try await tx.execute("DELETE FROM jobu_tx_branch WHERE gtrid IN (\(SQLQuery.list(gtrids.map(\.1))))")
                }
            }
            let gtrids = reachable.map(\.gtrid)
            guard !gtrids.isEmpty else { continue }
            deleted += try await register.ownTransaction { tx in
                try await tx.execute("DELETE FROM jobu_tx WHERE state IN ('A', 'D') AND gtrid IN (\(SQLQuery.list(gtrids)))")
            }
        }
        return deleted
    }
}
