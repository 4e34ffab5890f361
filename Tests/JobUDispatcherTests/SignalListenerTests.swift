import JobUStore
import JobUTesting
import Synchronization
import Testing

@Suite("A listener that waits for rings", .timeLimit(.minutes(1)))
struct SignalListenerTests {
    private let clock = TestClock()
    private let signals = ChangeSignals()

    @Test("returns at once for rings that came before, and only once")
    func ringsMelt() async throws {
        let listener = signals.listener(to: [.schedules])
        signals.notify()
        signals.notify([.schedules])
        #expect(try await listener.wait(for: nil, clock: clock) == .notified)
        #expect(try await listener.wait(for: .zero, clock: clock) == .deadline)
    }

    @Test("hears its own topics alone")
    func topics() async throws {
        let listener = signals.listener(to: [.executions, .cancellations])
        signals.notify([.schedules, .pages])
        #expect(try await listener.wait(for: .zero, clock: clock) == .deadline)
        signals.notify([.cancellations])
        #expect(try await listener.wait(for: .zero, clock: clock) == .notified)
    }

    @Test("each listener hears every ring")
    func several() async throws {
        let listeners = (0..<3).map { _ in signals.listener(to: [.executions]) }
        signals.notify([.executions])
        for listener in listeners {
            #expect(try await listener.wait(for: .zero, clock: clock) == .notified)
        }
    }

    @Test("wakes at a ring while it waits")
    func wakes() async throws {
        let listener = signals.listener(to: [.executions])
        async let result = listener.wait(for: .seconds(9), clock: clock)
        try await clock.sleepers(count: 1)
        signals.notify([.executions])
        #expect(try await result == .notified)
        #expect(clock.nextDeadline == nil)
    }

    @Test("wakes at its deadline, and hears the next ring afterwards")
    func deadline() async throws {
        let listener = signals.listener(to: [.executions])
        async let first = listener.wait(for: .seconds(9), clock: clock)
        try await clock.sleepers(count: 1)
        clock.advance(by: .seconds(9))
        #expect(try await first == .deadline)
        signals.notify([.executions])
        #expect(try await listener.wait(for: nil, clock: clock) == .notified)
    }

    @Test("a cancelled wait throws, and takes no ring away", arguments: [nil, Duration.seconds(9)])
    func cancelled(timeout: Duration?) async throws {
        let listener = signals.listener(to: [.executions])
        await withThrowingTaskGroup(of: SignalWait.self) { tasks in
            tasks.addTask { [clock] in try await listener.wait(for: timeout, clock: clock) }
            tasks.cancelAll()
            await #expect(throws: CancellationError.self) { try await tasks.next() }
            signals.notify([.executions])
            tasks.addTask { [clock] in try await listener.wait(for: timeout, clock: clock) }
            await #expect(throws: CancellationError.self) { try await tasks.next() }
        }
        #expect(try await listener.wait(for: .zero, clock: clock) == .notified)
    }

    @Test("no ring is lost that comes together with a deadline")
    func lossless() async throws {
        let rounds = 2_000
        let listener = signals.listener(to: [.executions])
        let (received, report) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                // Rings the next time only after the last ring was heard: one that gets lost stops the test.
                var answers = received.makeAsyncIterator()
                for _ in 0..<rounds {
                    signals.notify([.executions])
                    await answers.next()
                }
            }
            tasks.addTask {
                var notified = 0
                while notified < rounds {
                    let result = try await listener.wait(for: .zero, clock: clock)
                    guard result == .notified else { continue }
                    notified += 1
                    report.yield()
                }
            }
            try await tasks.waitForAll()
        }
        #expect(try await listener.wait(for: .zero, clock: clock) == .deadline)
    }

    @Test("no ring is lost that comes while a wait begins")
    func ringAtBeginning() async throws {
        let rounds = 20_000
        let listener = signals.listener(to: [.executions])
        let begun = Round()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                for round in 1...rounds {
                    while begun.number.load(ordering: .relaxed) < round { await Task.yield() }
                    signals.notify([.executions])
                }
            }
            for round in 1...rounds {
                begun.number.store(round, ordering: .relaxed)
                #expect(try await listener.wait(for: nil, clock: clock) == .notified)
            }
            try await tasks.waitForAll()
        }
    }

    @Test("a stream yields once for rings that melted")
    func stream() async {
        var changes = signals.listen(to: [.pages]).makeAsyncIterator()
        signals.notify()
        signals.notify([.pages])
        #expect(await changes.next() != nil)
    }
}

private final class Round: Sendable {
    let number = Atomic(0)
}
