import Foundation
import JobUContracts
import JobUDatabase
import JobUTesting
import Synchronization
import TestSupport
import Testing

@Suite("Transactions over several databases while servers are killed")
struct HammerTests {
    /// Set by `script/test`, which runs this alone.
    private static let seconds = ProcessInfo.processInfo.environment["JOBU_HAMMER_SECONDS"].flatMap { Int($0) }

    private struct Tally {
        var started: [(key: String, harness: Int, names: [String])] = []
        var acknowledged: Set<String> = []
        var aborted = 0
        var unknown = 0
        var finishedByRecovery = 0
    }

    @Test("nothing acknowledged is lost, nothing is half committed, and nothing stays in doubt", .enabled(if: seconds != nil))
    func hammer() async throws {
        let directory = try TemporaryDirectory()
        let ports = try await PrivateServer.freePorts()
        let postgres = try await PrivateServer.postgres(in: directory, port: ports[0])
        let mysql = try await PrivateServer.mysql(in: directory, port: ports[1])
        let board = Board()
        try await withThrowingTaskGroup(of: Void.self) { servers in
            servers.addTask { try await postgres.run() }
            servers.addTask { try await mysql.run() }
            do {
                let worlds = try await worlds(in: directory, ports)
                try await load(worlds, [postgres, mysql], board)
                try await check(worlds, board.tally, kills: [postgres.starts - 1, mysql.starts - 1])
                for harness in worlds { try await harness.close() }
            } catch {
                try postgres.stop()
                try mysql.stop()
                throw error
            }
            try postgres.stop()
            try mysql.stop()
            try await servers.waitForAll()
        }
    }

    /// One for each engine that can decide; each is a cluster of its own.
    private func worlds(in directory: TemporaryDirectory, _ ports: [Int]) async throws -> [AtomicHarness] {
        var worlds: [AtomicHarness] = []
        for executionDatabase in ["sqlite_1", "postgres_1", "mysql_1"] {
            let harness = try await retrying {
                // With new names for each try: one that failed has made some of them.
                let place = AtomicLocation(
                    in: directory, executionDatabase: executionDatabase,
                    postgres: .init(host: "127.0.0.1", port: ports[0], user: "jobu", password: nil),
                    mysql: .init(host: "127.0.0.1", port: ports[1], user: "root", password: nil))
                return try await AtomicHarness.make(place)
            }
            worlds.append(harness)
        }
        return worlds
    }

    /// The servers take a moment to come up.
    private func retrying<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        for _ in 0..<300 {
            do { return try await body() } catch {
                try await ContinuousClock().sleep(for: .milliseconds(100))
            }
        }
        return try await body()
    }

    private func load(_ worlds: [AtomicHarness], _ servers: [PrivateServer], _ board: Board) async throws {
        var random = SplitMix64(seed: 20_261_123)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, harness) in worlds.enumerated() {
                for worker in 0..<2 {
                    group.addTask { await board.keepWriting(harness, index, worker) }
                }
                group.addTask { await board.keepRecovering(harness) }
            }
            var elapsed = Duration.zero
            var turn = 0
            while elapsed < .seconds(Self.seconds ?? 0) {
                let pause = Duration.milliseconds(Int.random(in: 700...2_000, using: &random))
                try await ContinuousClock().sleep(for: pause)
                elapsed += pause
                try servers[turn % servers.count].kill()
                turn += 1
            }
            board.end()
            try await group.waitForAll()
        }
    }

    private func check(_ worlds: [AtomicHarness], _ seen: Tally, kills: [Int]) async throws {
        for harness in worlds {
            let recovery = AtomicRecovery(harness.databases, branchAgeMin: .zero)
            try await retrying {
                let report = await recovery.recover()
                if !report.inDoubt.isEmpty || !report.unreachable.isEmpty { throw PrivateServer.Failure(text: "\(report)") }
            }
        }
        var (half, lost, committed) = ([String](), [String](), 0)
        for (key, harness, names) in seen.started {
            let holders = try await worlds[harness].holders(of: key, among: names)
            if !holders.isEmpty, holders != names { half.append("\(key): \(holders) of \(names)") }
            if holders == names { committed += 1 } else if seen.acknowledged.contains(key) { lost.append(key) }
        }
        print(
            "hammer: \(kills) kills of the servers, \(seen.started.count) started, \(seen.acknowledged.count) acknowledged, \(committed) committed, "
                + "\(seen.aborted) failed, \(seen.unknown) unknown to their coordinator, \(seen.finishedByRecovery) branches finished by the "
                + "recovery, \(half.count) half committed, \(lost.count) lost, 0 in doubt")
        #expect(half == [])
        #expect(lost == [])
        // Each of them, by turns.
        for count in kills { #expect(count >= (Self.seconds ?? 0) / 6) }
        #expect(seen.acknowledged.count > kills.reduce(0, +))
    }

    /// What the writers and recoverers have seen.
    private final class Board: Sendable {
        private let state = Mutex(Tally())
        private let isOver = Mutex(false)

        var tally: Tally { state.withLock(\.self) }

        func end() { isOver.withLock { $0 = true } }

        func keepWriting(_ harness: AtomicHarness, _ index: Int, _ worker: Int) async {
            let executionDatabase = harness.databases.executionDatabase
            let others = ["postgres_1", "mysql_1", "postgres_2", "mysql_2"].filter { $0 != executionDatabase }
            var count = 0
            while !isOver.withLock(\.self) {
                count += 1
                let key = "\(index)-\(worker)-\(count)"
                let names = [executionDatabase] + others.prefix(1 + count % 3)
                state.withLock { $0.started.append((key, index, names)) }
                do {
                    try await harness.write(key, on: names)
                    state.withLock { _ = $0.acknowledged.insert(key) }
                } catch let error as AtomicTransactionError where error.code == .inDoubt {
                    state.withLock { $0.unknown += 1 }
                } catch {
                    state.withLock { $0.aborted += 1 }
                    await pause()
                }
            }
        }

        func keepRecovering(_ harness: AtomicHarness) async {
            let recovery = AtomicRecovery(harness.databases, branchAgeMin: .seconds(1))
            while !isOver.withLock(\.self) {
                let report = await recovery.recover()
                state.withLock { $0.finishedByRecovery += report.committed + report.rolledBack }
                await pause()
            }
        }

        private func pause() async {
            do { try await ContinuousClock().sleep(for: .milliseconds(50)) } catch {
                // The test is being cancelled, and ends with its loops.
            }
        }
    }
}
