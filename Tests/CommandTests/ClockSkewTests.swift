import Foundation
import JobUComposition
import JobUDatabase
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUTesting
import TestSupport
import Logging
import Testing

@Suite("A machine whose clock is off", .timeLimit(.minutes(1)))
struct ClockSkewTests {
    private func open(_ engine: StoreEngine, offBy skew: Duration, limit: String = "5") async throws -> Duration {
        let place = try await Workplace(on: engine)
        let section = try #require(place.fixture.section).dropLast() + ", options: {max_clock_skew_seconds: \(limit), sslmode: disable}}"
        try "databases:\n  jobu: \(section)\n".write(
            toFile: place.folder.file("config/database.yaml"), atomically: true, encoding: .utf8)
        let settings = try JobUSettings.load(directory: place.folder.file("config"), environment: [:])
        let time = TimeSource(
            wall: ShiftedClock(shift: skew), clock: ContinuousClock(), random: TimeSource.system.random)
        let databases = try OpenDatabases(
            settings.databases, engines: [.postgresql, .mysql], executionDatabase: "jobu", process: .current(endNow: { _ in }), time: time,
            logger: Logger(label: "test"))
        do {
            let fixture = try await databases.store("jobu", time: time)
            let distance = fixture.time.wall.now() - SystemWallClock().now()
            try await databases.close()
            return distance
        } catch {
            try await databases.close()
            throw error
        }
    }

    private struct ShiftedClock: WallClock {
        let shift: Duration
        func now() -> Timestamp { SystemWallClock().now() + shift }
    }

    @Test(
        "does not start when it is further off than the limit, and says what to do",
        arguments: StoreEngine.present.filter { $0 != .sqlite }, [60, -60])
    func refused(engine: StoreEngine, seconds: Int64) async throws {
        let error = await #expect(throws: StartError.self) { _ = try await open(engine, offBy: .seconds(seconds)) }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.contains(seconds > 0 ? "ahead of" : "behind"))
        #expect(text.contains("clock skew too large: this machine is"))
        #expect(text.contains("max_clock_skew_seconds"))
    }

    @Test("works by the store's clock within the limit", arguments: StoreEngine.present.filter { $0 != .sqlite })
    func follows(engine: StoreEngine) async throws {
        let distance = try await open(engine, offBy: .seconds(-60), limit: "120")
        #expect(abs(distance.inSeconds) < 5)
    }
}
