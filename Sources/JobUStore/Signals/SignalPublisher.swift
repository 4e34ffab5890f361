/// Tells other processes what this one has changed since it was made. Changes that come close together are told once: what is told
/// has a price for the server, and says no more the second time.
package struct SignalPublisher: Sendable {
    /// Pages need not be newer than a person can see.
    private static let pagesPause = Duration.milliseconds(250)

    private let listeners: [(topic: ChangeSignals.Topic, listener: SignalListener)]
    private let clock: any Clock<Duration>
    private let pause: Duration
    private let publish: @Sendable (ChangeSignals.Topic) async throws -> Void

    /// - Parameter pause: between two announcements of one topic.
    package init(
        _ signals: ChangeSignals, clock: any Clock<Duration>, pause: Duration,
        publish: @escaping @Sendable (ChangeSignals.Topic) async throws -> Void
    ) {
        listeners = ChangeSignals.Topic.allCases.map { ($0, signals.listener(to: [$0], includesRemote: false)) }
        self.clock = clock
        self.pause = pause
        self.publish = publish
    }

    /// Works until its task is cancelled.
    /// - Parameter onWorking: called after each announcement.
    /// - Throws: the error of `publish`; unpublished changes are published by the next call.
    package func run(onWorking: @escaping @Sendable () -> Void = {}) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (topic, listener) in listeners {
                group.addTask {
                    while true {
                        _ = try await listener.wait(for: nil, clock: clock)
                        try await tell(topic, listener)
                        onWorking()
                        try await clock.sleep(for: topic == .pages ? max(pause, Self.pagesPause) : pause)
                    }
                }
            }
            // Not waitForAll, which would wait for the other topics as well before it tells of the first error.
            while try await group.next() != nil {}
        }
    }

    /// Unpublished changes are dropped.
    private func tell(_ topic: ChangeSignals.Topic, _ listener: SignalListener) async throws {
        do {
            try await publish(topic)
        } catch {
            listener.notify()
            throw error
        }
    }

    /// Tells what is untold, for a process that is about to end.
    /// - Throws: what `publish` throws.
    package func flush() async throws {
        for (topic, listener) in listeners where try await listener.wait(for: .zero, clock: clock) == .notified {
            try await tell(topic, listener)
        }
    }
}
