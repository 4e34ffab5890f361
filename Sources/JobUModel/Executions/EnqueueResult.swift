/// The result of an enqueue request: a new execution or an existing one.
public enum EnqueueResult: Sendable, Hashable {
    /// A new execution was stored.
    case created(ExecutionID)
    /// An unfinished execution has the unique key, the cron's fire time has an execution, or the request was sent before.
    case alreadyExists(ExecutionID)

    /// The id of the new or existing execution.
    public var id: ExecutionID {
        switch self {
        case .created(let id), .alreadyExists(let id): id
        }
    }

    /// Whether this request created it.
    public var isNew: Bool {
        switch self {
        case .created: true
        case .alreadyExists: false
        }
    }
}
