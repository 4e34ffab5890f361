import Foundation
import JobUModel
import JobUStore
import JobUTesting
import Testing

@Suite("An hour with two dispatchers, three workers, two rescuers and bad luck", .serialized, .timeLimit(.minutes(2)))
struct SimulationTests {
    /// Fixed ones for every run, and those of the environment, separated by commas, to look for what they do not find.
    static let seeds: [UInt64] =
        [1, 2, 3, 5]
        + (ProcessInfo.processInfo.environment["JOBU_SIMULATION_SEED"] ?? "").split(separator: ",").compactMap { UInt64($0) }

    @Test("one run per cron and minute, none lost, none by two at once", arguments: seeds)
    func anHour(seed: UInt64) async throws {
        let simulation = try await Simulation(seed: seed)
        let crons = try await simulation.createCrons()
        try await simulation.run()

        var outcomes: Set<AttemptOutcome?> = []
        for cron in crons {
            let runs = try await simulation.runs(of: cron)
            let check = RunCheck(cron: cron, runs: runs, bodies: simulation.history.bodies)
            for fault in check.faults { Issue.record("seed \(seed): cron \(cron.definition.name): \(fault)") }
            outcomes.formUnion(runs.flatMap(\.attempts).map(\.outcome))
        }
        // The hour was as bad as it was meant to be.
        let counts = simulation.counts
        #expect(simulation.kills > 5 && counts.answersLost > 10 && counts.cutOff > 5, "seed \(seed)")
        #expect(outcomes.isSuperset(of: [.success, .failed, .lost]), "seed \(seed): \(outcomes)")
        #expect(try await simulation.home.store.workers().isEmpty, "seed \(seed)")
    }
}
