import JobUContracts
import JobUDatabase
import JobUModel
import JobUPostgres
import JobUStore
import JobUTesting
import Logging
import Testing

@Suite("PostgreSQL's change watcher", .needsPostgres, .inTurn, .timeLimit(.minutes(5)))
struct PostgresChangeWatcherTests {
    @Test("comes back within a second after each of many lost sessions")
    func cut() async throws {
        let bench = try await Bench()
        var configuration = bench.configuration
        // The server keeps 63 bytes of a name.
        configuration.applicationName = "watcher of \((configuration.schema ?? "").suffix(40))"
        let watcher = PostgresChangeWatcher(configuration, signals: ChangeSignals())
        let clock = TestClock()
        let loop = RetryLoop(
            "Watch", time: .test(clock), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (listening, heard) = AsyncStream.makeStream(of: Void.self)
        let killer = try await bench.connect()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                await loop.run { streak in
                    try await watcher.run {
                        streak.end()
                        heard.yield()
                    }
                }
            }
            var sessions = listening.makeAsyncIterator()
            for _ in 0..<5 {
                _ = await sessions.next()
                _ = try await killer.fetchAll(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = \(configuration.applicationName)")
                try await clock.sleepers(count: 1)
                let deadline = try #require(clock.nextDeadline)
                #expect(clock.now.duration(to: deadline) <= .seconds(1))
                clock.advance(to: deadline)
            }
            _ = await sessions.next()
            tasks.cancelAll()
        }
    }
}
