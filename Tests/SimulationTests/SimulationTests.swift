import Foundation
import JobUContracts
import JobUModel
import JobUSQLite
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("An hour with two dispatchers, three workers, two rescuers and bad luck", .serialized, .timeLimit(.minutes(2)))
struct SimulationTests {
    /// Fixed ones for every run, and those of the environment, separated by commas, to look for what they do not find.
    static let seeds: [UInt64] =
        [1, 2, 3]
        + (ProcessInfo.processInfo.environment["JOBU_SIMULATION_SEED"] ?? "").split(separator: ",").compactMap { UInt64($0) }

    @Test("one run per cron and minute, none lost, none by two at once", arguments: seeds)
    func anHour(seed: UInt64) async throws {
        let simulation = try await Simulation(seed: seed)
        let crons = try await simulation.createCrons()
        try await simulation.run()

        for fault in try await simulation.faults(of: crons) { Issue.record("seed \(seed): \(fault)") }
        // The hour was as bad as it was meant to be.
        let counts = simulation.counts
        #expect(simulation.kills > 5 && counts.answersLost > 10 && counts.cutOff > 5, "seed \(seed)")
        #expect(try await simulation.fixture.store.workers().isEmpty, "seed \(seed)")
    }

    @Test("a seed repeats the same hour, call by call")
    func repeats() async throws {
        var hours: [[String]] = []
        for _ in 0..<2 {
            let simulation = try await Simulation(seed: 4)
            _ = try await simulation.createCrons()
            try await simulation.run()
            hours.append(simulation.calls)
        }
        #expect(hours[0].count > 5_000)
        let difference = zip(hours[0], hours[1]).first { $0 != $1 }
        #expect(difference == nil)
        #expect(hours[0].count == hours[1].count)
    }

    @Test("a store without the fence is seen through")
    func withoutFence() async throws {
        var faults: [String] = []
        for seed in Self.seeds where faults.isEmpty {
            let simulation = try await Simulation(seed: seed, dialect: FencelessDialect(SQLiteDialect()))
            let crons = try await simulation.createCrons()
            try await simulation.run()
            faults = try await simulation.faults(of: crons)
        }
        #expect(!faults.isEmpty)
    }
}
