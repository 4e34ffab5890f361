import JobUModel
import JobUStore
import JobUTesting
import Logging
import Synchronization
import Testing

@Suite("A retry loop", .timeLimit(.minutes(1)))
struct RetryLoopTests {
    private struct Away: Error {}

    private final class Tally: Sendable {
        private let count = Mutex(0)

        var value: Int { count.withLock(\.self) }

        func add() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    private let clock = TestClock()
    private let log = LogRecord()

    private func loop(_ backoff: RetryBackoff = RetryPause.service) -> RetryLoop {
        RetryLoop("Claim", backoff: backoff, time: .test(clock, start: midnight), logger: log.logger)
    }

    /// Runs `step` in a loop, and returns the pauses before its next `count` tries.
    private func pauses(_ count: Int, _ step: @escaping @Sendable (RetryStreak) async throws -> Void) async throws -> [Duration] {
        let loop = loop()
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await loop.run { try await step($0) } }
            var pauses: [Duration] = []
            for _ in 0..<count {
                try await clock.sleepers(count: 1)
                let deadline = try #require(clock.nextDeadline)
                pauses.append(clock.now.duration(to: deadline))
                clock.advance(to: deadline)
            }
            tasks.cancelAll()
            return pauses
        }
    }

    @Test("doubles its pause with every failure in a row, up to thirty seconds")
    func doubles() async throws {
        let pauses = try await pauses(7) { _ in throw Away() }
        for (pause, full) in zip(pauses, [1, 2, 4, 8, 16, 30, 30]) {
            #expect((.seconds(full) / 2 ... .seconds(full)).contains(pause))
        }
    }

    @Test("pauses for a second again after a step that worked for long before it failed, however often that happens")
    func longStep() async throws {
        let pauses = try await pauses(8) { streak in
            streak.end()
            throw Away()
        }
        #expect(pauses.allSatisfy { $0 <= .seconds(1) })
        #expect(log.lines.allSatisfy { $0.message == "Claim failed; retrying" && $0.metadata[LogKeys.failures] == "1" })
    }

    @Test("pauses for a second again once a step has succeeded")
    func success() async throws {
        let steps = Tally()
        let pauses = try await pauses(6) { _ in
            // Three failures, a success, three failures.
            if steps.add() != 4 { throw Away() }
        }
        for (pause, full) in zip(pauses, [1, 2, 4, 1, 2, 4]) {
            #expect((.seconds(full) / 2 ... .seconds(full)).contains(pause))
        }
    }

    @Test("ends without a word when its task is cancelled, and when it shall not go on")
    func ends() async throws {
        let steps = Tally()
        await loop().run(while: { steps.value < 3 }) { _ in _ = steps.add() }
        #expect(steps.value == 3)
        let loop = loop()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { [clock] in await loop.run { _ in try await clock.sleep(for: .seconds(60)) } }
            try await clock.sleepers(count: 1)
            tasks.cancelAll()
            try await tasks.waitForAll()
        }
        #expect(log.lines.isEmpty)
    }

    @Test("repeats one step until it succeeds, or until that makes no sense any more", arguments: [2, 4])
    func once(failures: Int) async throws {
        let loop = loop(RetryPause.lease)
        let tries = Tally()
        try await withThrowingTaskGroup(of: Int.self) { tasks in
            tasks.addTask {
                try await loop.value(retryingWhile: { $1 < 4 }) {
                    let number = tries.add()
                    if number <= failures { throw Away() }
                    return number
                }
            }
            for _ in 0..<min(failures, 3) {
                try await clock.sleepers(count: 1)
                clock.advance(to: try #require(clock.nextDeadline))
            }
            if failures < 4 {
                #expect(try await tasks.next() == failures + 1)
            } else {
                await #expect(throws: Away.self) { _ = try await tasks.next() }
            }
        }
        #expect(tries.value == min(failures + 1, 4))
    }
}
