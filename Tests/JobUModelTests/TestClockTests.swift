import JobUModel
import JobUTesting
import Testing

@Suite("The clock of tests", .timeLimit(.minutes(1)))
struct TestClockTests {
    private let clock = TestClock()

    @Test("stands still until it is moved")
    func still() {
        #expect(clock.elapsed == .zero)
        clock.advance(by: .seconds(3))
        clock.advance(to: TestClock.Instant(elapsed: .seconds(1)))
        #expect(clock.elapsed == .seconds(3))
    }

    @Test("wakes those whose time has come, and nobody else")
    func wakes() async throws {
        async let early: Void = clock.sleep(for: .seconds(1))
        async let late: Void = clock.sleep(for: .seconds(5))
        try await clock.sleepers(count: 2)
        #expect(clock.nextDeadline?.elapsed == .seconds(1))
        clock.advance(by: .seconds(1))
        try await early
        #expect(clock.nextDeadline?.elapsed == .seconds(5))
        clock.advance(by: .seconds(4))
        try await late
        #expect(clock.nextDeadline == nil)
    }

    @Test("a sleep until now or before returns at once", arguments: [Duration.zero, .seconds(-1)])
    func past(duration: Duration) async throws {
        try await clock.sleep(for: duration)
    }

    @Test("a cancelled sleep throws at once and leaves the clock")
    func cancelled() async throws {
        await withThrowingTaskGroup(of: Void.self) { [clock] tasks in
            tasks.addTask { try await clock.sleep(for: .seconds(1)) }
            tasks.addTask { try await clock.sleepers(count: 9) }
            tasks.cancelAll()
            tasks.addTask { try await clock.sleep(for: .seconds(1)) }
            for _ in 0..<3 { await #expect(throws: CancellationError.self) { try await tasks.next() } }
        }
        #expect(clock.nextDeadline == nil)
    }

    @Test("moves the time of day with it")
    func wall() {
        let time = TimeSource.test(clock, start: Timestamp(epochSeconds: 100))
        clock.advance(by: .milliseconds(1_500))
        #expect(time.wall.now() == Timestamp(microseconds: 101_500_000))
    }

    @Test("equal seeds give equal randomness")
    func randomness() {
        let (left, right, other) = (TimeSource.test(clock, seed: 7), TimeSource.test(clock, seed: 7), TimeSource.test(clock, seed: 8))
        let numbers = (0..<100).map { _ in left.random() }
        #expect(numbers == (0..<100).map { _ in right.random() })
        #expect(numbers != (0..<100).map { _ in other.random() })
        #expect(numbers.allSatisfy { (0..<1).contains($0) })
    }
}
