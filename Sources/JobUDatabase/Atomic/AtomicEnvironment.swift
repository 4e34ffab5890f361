package import JobUTime
package import Logging

/// What multi-database transactions need from the process.
package struct AtomicEnvironment: Sendable {
    /// The clock sleeps and sets deadlines; the time of day is for what people read, never for a decision.
    package var time: TimeSource
    package var logger: Logger
    /// The coordinator's host and process, for readers of the register.
    package var coordinator: String
    /// How long the prepare phase may take.
    package var prepareTimeout: Duration = .seconds(10)
    /// Passed at each step; a crash test stops the process there.
    package var checkpoint: @Sendable (AtomicCheckpoint) -> Void = { _ in }

    package init(time: TimeSource, logger: Logger, coordinator: String) {
        self.time = time
        self.logger = logger
        self.coordinator = coordinator
    }

    var now: Timestamp { time.wall.now() }

    /// Random hexadecimal digits.
    func hex(_ digits: Int) -> String {
        String((0..<digits).map { _ in Character(String(Int(time.random() * 16) & 15, radix: 16)) })
    }
}

/// The steps of a multi-database transaction, in their order.
package enum AtomicCheckpoint: Sendable, Hashable, CustomStringConvertible {
    case begun, worked, registered, prepared(Int), deciding, committing, decided, finished(Int)

    package var description: String {
        switch self {
        case .begun: "begun"
        case .worked: "worked"
        case .registered: "registered"
        case .prepared(let count): "prepared-\(count)"
        case .deciding: "deciding"
        case .committing: "committing"
        case .decided: "decided"
        case .finished(let count): "finished-\(count)"
        }
    }
}
