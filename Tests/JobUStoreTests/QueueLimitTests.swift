import JobUModel
import JobUStore
import Testing

@Suite("Limits of a queue")
struct QueueLimitTests {
    private static let now = Timestamp(epochSeconds: 1_767_225_600)

    @Test("without limits there is room for everything")
    func none() {
        #expect(QueueLimit(name: "q").freeCapacity(running: 1_000_000, now: Self.now) == Int.max)
    }

    @Test("runs at the same time leave the rest, and never less than nothing", arguments: [(0, 4), (3, 1), (4, 0), (9, 0)])
    func concurrency(running: Int, freeCapacity: Int) {
        #expect(QueueLimit(name: "q", maxConcurrency: 4).freeCapacity(running: running, now: Self.now) == freeCapacity)
    }

    @Test("a pause leaves no room, whatever the limits say")
    func paused() {
        var limit = QueueLimit(name: "q", maxConcurrency: 4, rateLimit: 10)
        limit.pausedAt = Self.now
        #expect(limit.freeCapacity(running: 0, now: Self.now) == 0)
    }

    @Test("a rate allows one burst, fills evenly, and saves up no more than a burst")
    func rate() {
        var limit = QueueLimit(name: "q", rateLimit: 60, ratePeriodSeconds: 60)
        #expect(limit.freeCapacity(running: 0, now: Self.now) == 60)
        limit.begin(60, now: Self.now)
        #expect(limit.freeCapacity(running: 0, now: Self.now) == 0)
        #expect(limit.freeCapacity(running: 0, now: Self.now + .milliseconds(999)) == 0)
        #expect(limit.freeCapacity(running: 0, now: Self.now + .seconds(1)) == 1)
        limit.begin(1, now: Self.now + .milliseconds(1_500))
        #expect(limit.freeCapacity(running: 0, now: Self.now + .seconds(2)) == 1, "halves are not lost")
        #expect(limit.freeCapacity(running: 0, now: Self.now + .seconds(100_000)) == 60)
    }

    @Test("in any minute no more runs begin than the burst and what comes with time", arguments: 1...20)
    func bound(seed: Int) {
        var limit = QueueLimit(name: "q", rateLimit: 30, ratePeriodSeconds: 60)
        var begun: [Timestamp] = []
        var now = Self.now
        var random = UInt64(seed)
        for _ in 0..<500 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            now = now + .milliseconds(Int64(random >> 33) % 4_000)
            let wanted = Int(random >> 40) % 8
            let executions = min(wanted, limit.freeCapacity(running: 0, now: now))
            limit.begin(executions, now: now)
            begun += Array(repeating: now, count: executions)
        }
        for (index, first) in begun.enumerated() {
            let within = begun[index...].prefix { $0 - first < .seconds(60) }.count
            #expect(within <= 60, "a burst of 30, and 30 that came in the minute")
        }
        let minutes = Int((now - Self.now).inSeconds / 60) + 1
        #expect(begun.count <= 30 + 30 * minutes)
    }

    @Test("a clock that steps back gives nothing away")
    func back() {
        var limit = QueueLimit(name: "q", rateLimit: 10, ratePeriodSeconds: 10)
        limit.begin(10, now: Self.now)
        #expect(limit.freeCapacity(running: 0, now: Self.now + .seconds(-600)) == 0)
    }

    @Test("what is out of range is named", arguments: ["name", "max_concurrency", "rate_limit", "rate_period_seconds", "pause_reason"])
    func problems(field: String) {
        var limit = QueueLimit(name: "q", maxConcurrency: 1, rateLimit: 1)
        #expect(limit.problems.isEmpty)
        switch field {
        case "name": limit.name = " "
        case "max_concurrency": limit.maxConcurrency = 0
        case "rate_limit": limit.rateLimit = -1
        case "rate_period_seconds": limit.ratePeriodSeconds = 0
        default: limit.pauseReason = String(repeating: "가", count: 501)
        }
        #expect(limit.problems.map(\.field) == [field])
    }
}
