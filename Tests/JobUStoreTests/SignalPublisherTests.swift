import JobUStore
import JobUTesting
import Synchronization
import Testing

@Suite("Announcing to other processes")
struct SignalPublisherTests {
    private final class Reported: Sendable {
        private let topics = Mutex<[ChangeSignals.Topic]>([])
        let changes: AsyncStream<Void>
        private let notify: AsyncStream<Void>.Continuation

        init() { (changes, notify) = AsyncStream.makeStream(of: Void.self) }

        func add(_ topic: ChangeSignals.Topic) {
            topics.withLock { $0.append(topic) }
            notify.yield()
        }

        var all: [ChangeSignals.Topic] { topics.withLock(\.self) }
    }

    @Test("many changes at once are told once, and one that comes later is told after the pause")
    func melts() async throws {
        let (signals, clock, reported) = (ChangeSignals(), TestClock(), Reported())
        let publisher = SignalPublisher(signals, clock: clock, pause: .milliseconds(5)) { reported.add($0) }
        for _ in 0..<100 { signals.notify([.executions]) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await publisher.run() }
            var changes = reported.changes.makeAsyncIterator()
            _ = await changes.next()
            try await clock.sleepers(count: 1)
            for _ in 0..<100 { signals.notify([.executions]) }
            #expect(reported.all == [.executions])
            clock.advance(by: .milliseconds(5))
            _ = await changes.next()
            #expect(reported.all == [.executions, .executions])
            group.cancelAll()
        }
    }

    @Test("what others did is not told back to them")
    func own() async throws {
        let (signals, reported) = (ChangeSignals(), Reported())
        let publisher = SignalPublisher(signals, clock: TestClock(), pause: .zero) { reported.add($0) }
        signals.notify([.executions], isLocal: false)
        try await publisher.flush()
        #expect(reported.all.isEmpty)
    }

    @Test("what is untold at the end is told, once")
    func flush() async throws {
        let (signals, reported) = (ChangeSignals(), Reported())
        let publisher = SignalPublisher(signals, clock: TestClock(), pause: .zero) { reported.add($0) }
        signals.notify([.schedules, .pages])
        try await publisher.flush()
        try await publisher.flush()
        #expect(reported.all.sorted { $0.rawValue < $1.rawValue } == [.pages, .schedules])
    }

    @Test("what could not be told is told by the next run")
    func toldLater() async throws {
        struct Away: Error {}
        let (signals, reported) = (ChangeSignals(), Reported())
        let away = Reported()
        let publisher = SignalPublisher(signals, clock: TestClock(), pause: .zero) { topic in
            if away.all.isEmpty {
                away.add(topic)
                throw Away()
            }
            reported.add(topic)
        }
        signals.notify([.executions])
        await #expect(throws: Away.self) { try await publisher.run() }
        try await publisher.flush()
        #expect(reported.all == [.executions])
    }

    @Test("an announcement that fails ends the announcer, so that whoever keeps it begins anew")
    func fails() async throws {
        struct Away: Error {}
        let signals = ChangeSignals()
        let publisher = SignalPublisher(signals, clock: TestClock(), pause: .zero) { _ in throw Away() }
        signals.notify([.executions])
        await #expect(throws: Away.self) { try await publisher.run() }
    }
}
