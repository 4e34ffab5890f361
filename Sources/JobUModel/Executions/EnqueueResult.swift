/// What became of a request for an execution.
public enum EnqueueResult: Sendable, Hashable {
    /// It is new.
    case created(ExecutionID)
    /// One of the same instant or unique key waits or runs already, or the request came a second time.
    case alreadyExists(ExecutionID)

    /// The number of the execution, whichever it is.
    public var id: ExecutionID {
        switch self {
        case .created(let id), .alreadyExists(let id): id
        }
    }

    /// Whether it was made by this request.
    public var isNew: Bool {
        switch self {
        case .created: true
        case .alreadyExists: false
        }
    }
}
