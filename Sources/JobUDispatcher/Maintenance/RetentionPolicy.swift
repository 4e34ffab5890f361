package import JobUModel

/// How long executions are kept after they have ended.
package struct RetentionPolicy: Sendable, Equatable {
    /// Nil to keep them for ever.
    package var keep: Duration?
    /// For some states something else.
    package var exceptions: [ExecutionStatus: Keep]
    /// How long the lines of an ended execution are kept; nil for as long as it.
    package var keepLogs: Duration?

    package enum Keep: Sendable, Equatable {
        case forever
        case atMost(Duration)
    }

    /// - Parameter keep: nil to keep them for ever.
    package init(keep: Duration? = .seconds(30 * 86_400), exceptions: [ExecutionStatus: Keep] = [:], keepLogs: Duration? = nil) {
        self.keep = keep
        self.exceptions = exceptions
        self.keepLogs = keepLogs
    }

    /// Before which instant an execution must have ended to be deleted, for each state of which some may be.
    package func cutoffs(now: Timestamp) -> [ExecutionStatus: Timestamp] {
        var cutoffs: [ExecutionStatus: Timestamp] = [:]
        for status in ExecutionStatus.allCases where status.isFinished {
            switch exceptions[status] {
            case .forever: break
            case .atMost(let keep): cutoffs[status] = now - keep
            case nil: if let keep { cutoffs[status] = now - keep }
            }
        }
        return cutoffs
    }
}
