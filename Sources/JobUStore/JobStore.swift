package import JobUModel

/// Everything the product asks of its store; each service sees only its own part.
package typealias JobStore = DispatchStore & WorkerStore & MaintenanceStore & AdminStore

/// Everything the admin asks of its store.
package typealias AdminStore = CronJobStore & ExecutionStore & QueueStore & OverviewStore & AlertStore & AccountStore & AuditStore

/// What a store refuses; the caller can act on each.
package enum JobStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    case duplicateName(String)
    case versionConflict(current: Int64)
    case notFound
    case workerLost(WorkerID)
    /// The key of another request.
    case idempotencyKeyReused

    package var description: String {
        switch self {
        case .duplicateName(let name): "a cron named '\(name)' exists already"
        case .versionConflict(let current): "it was changed meanwhile; its version is now \(current)"
        case .notFound: "there is no such row"
        case .workerLost(let id): "worker \(id) lost its lease"
        case .idempotencyKeyReused: "this Idempotency-Key was sent with another request before; use a new one"
        }
    }
}
