import JobUStore
import JobUTesting
import Synchronization
import Testing

@Suite("Announcing to other processes")
struct AnnouncerTests {
    private final class Told: Sendable {
        private let topics = Mutex<[WakeUps.Topic]>([])
        let changes: AsyncStream<Void>
        private let ring: AsyncStream<Void>.Continuation

        init() { (changes, ring) = AsyncStream.makeStream(of: Void.self) }

        func add(_ topic: WakeUps.Topic) {
            topics.withLock { $0.append(topic) }
            ring.yield()
        }

        var all: [WakeUps.Topic] { topics.withLock(\.self) }
    }

    @Test("many changes at once are told once, and one that comes later is told after the pause")
    func melts() async throws {
        let (wakeUps, clock, told) = (WakeUps(), TestClock(), Told())
        let announcer = Announcer(wakeUps, clock: clock, pause: .milliseconds(5)) { told.add($0) }
        for _ in 0..<100 { wakeUps.ring([.executions]) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await announcer.run() }
            var changes = told.changes.makeAsyncIterator()
            _ = await changes.next()
            try await clock.sleepers(count: 1)
            for _ in 0..<100 { wakeUps.ring([.executions]) }
            #expect(told.all == [.executions])
            clock.advance(by: .milliseconds(5))
            _ = await changes.next()
            #expect(told.all == [.executions, .executions])
            group.cancelAll()
        }
    }

    @Test("what others did is not told back to them")
    func own() async throws {
        let (wakeUps, told) = (WakeUps(), Told())
        let announcer = Announcer(wakeUps, clock: TestClock(), pause: .zero) { told.add($0) }
        wakeUps.ring([.executions], isOwn: false)
        try await announcer.flush()
        #expect(told.all.isEmpty)
    }

    @Test("what is untold at the end is told, once")
    func flush() async throws {
        let (wakeUps, told) = (WakeUps(), Told())
        let announcer = Announcer(wakeUps, clock: TestClock(), pause: .zero) { told.add($0) }
        wakeUps.ring([.schedules, .pages])
        try await announcer.flush()
        try await announcer.flush()
        #expect(told.all.sorted { $0.rawValue < $1.rawValue } == [.pages, .schedules])
    }

    @Test("what could not be told is told by the next run")
    func toldLater() async throws {
        struct Away: Error {}
        let (wakeUps, told) = (WakeUps(), Told())
        let away = Told()
        let announcer = Announcer(wakeUps, clock: TestClock(), pause: .zero) { topic in
            if away.all.isEmpty {
                away.add(topic)
                throw Away()
            }
            told.add(topic)
        }
        wakeUps.ring([.executions])
        await #expect(throws: Away.self) { try await announcer.run() }
        try await announcer.flush()
        #expect(told.all == [.executions])
    }

    @Test("an announcement that fails ends the announcer, so that whoever keeps it begins anew")
    func fails() async throws {
        struct Away: Error {}
        let wakeUps = WakeUps()
        let announcer = Announcer(wakeUps, clock: TestClock(), pause: .zero) { _ in throw Away() }
        wakeUps.ring([.executions])
        await #expect(throws: Away.self) { try await announcer.run() }
    }
}
