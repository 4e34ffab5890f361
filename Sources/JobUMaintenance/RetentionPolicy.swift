package import JobUModel

/// How long executions are kept after they have ended.
package struct RetentionPolicy: Sendable, Equatable {
    /// Nil to keep them for ever.
    package var keep: Duration?

    /// - Parameter keep: nil to keep them for ever.
    package init(keep: Duration? = .seconds(30 * 86_400)) {
        self.keep = keep
    }

    /// What ended before this instant may be deleted; nil when nothing may.
    package func cutoff(now: Timestamp) -> Timestamp? {
        keep.map { now - $0 }
    }
}
