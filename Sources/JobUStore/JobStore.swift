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
        case .duplicateName(let name): "a cron named '\(name)' already exists"
        case .versionConflict(let current): "it was changed by someone else; its version is now \(current)"
        case .notFound: "no such row"
        case .workerLost(let id): "worker \(id) lost its lease"
        case .idempotencyKeyReused: "this Idempotency-Key was already sent with another request; use a new one"
        }
    }
}
