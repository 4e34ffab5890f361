/// How the store is looked after.
package struct MaintenanceConfiguration: Sendable, Equatable {
    /// The time between two checks for expired leases.
    package var rescueInterval: Duration = .seconds(10)
    /// The maximum number of executions rescued in one transaction.
    package var rescueBatchSize = 500
    /// The number of dead workers after which an execution fails as poison.
    package var deathsMax = 3

    package var retention = RetentionPolicy()
    /// Time between two looks for old executions.
    package var pruneInterval: Duration = .seconds(3_600)
    /// How long a request that is sent again is known.
    package var keepKeys: Duration = .seconds(86_400)
    /// Executions looked at, and deleted where they are old enough, in one transaction.
    package var pruneBatchSize = 1_000
    /// Time between two batches, in which others may write.
    package var prunePause: Duration = .milliseconds(200)

    /// How long the audit log is kept; nil for ever.
    package var keepAudit = RetentionPolicy().keep

    package init() {}
}
