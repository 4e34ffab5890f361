import JobUModel
import Synchronization

/// What really happened: every body of a handler that began, whatever the store says of it.
final class History: Sendable {
    struct Body: Sendable {
        var executionID: ExecutionID
        var cronJobID: CronJobID?
        var fence: Int64
        var attempt: Int
        var start: Duration
        /// Nil while it runs.
        var end: Duration?
    }

    private let kept = Mutex<[Body]>([])

    var bodies: [Body] { kept.withLock { $0 } }

    /// Returns the number to end it with.
    func begin(_ body: Body) -> Int {
        kept.withLock { bodies in
            bodies.append(body)
            return bodies.count - 1
        }
    }

    func end(_ number: Int, at time: Duration) {
        kept.withLock { $0[number].end = time }
    }
}
