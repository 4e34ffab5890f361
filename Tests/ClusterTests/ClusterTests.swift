import Foundation
import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import Subprocess
import TestSupport
import Testing

@Suite("A cluster of three dispatchers and six workers while everything fails", .serialized, .timeLimit(.minutes(6)))
struct ClusterTests {
    /// Set by `script/test`, which runs this alone: how long the database stays away.
    private static let outage = ProcessInfo.processInfo.environment["JOBU_CLUSTER_OUTAGE_SECONDS"].flatMap { Int($0) }
    private static let lease = Duration.seconds(2)

    @Test(
        "loses nothing, runs nothing twice, and leaves out no instant", .enabled(if: outage != nil), arguments: Cluster.Engine.chosen)
    func faults(_ engine: Cluster.Engine) async throws {
        try await Self.run(engine) { cluster, proxy, server in
            let history = try await Self.history(of: cluster, drain: .seconds(60)) {
                try await Self.deaths(cluster)
                try await Self.sleepers(cluster)
                if let proxy { try await Self.partition(proxy) }
                try await server?.takeDown(for: .seconds(Self.outage ?? 0))
                try await Self.deaths(cluster)
            }
            #expect(history.violations.prefix(20) == [], "\(engine): \(history.violations.count)")
            // The faults were really met.
            #expect(history.executions.contains { $0.attempts.count > 1 })
            #expect(cluster.processes.map(\.starts).reduce(0, +) >= cluster.processes.count + 4)
            #expect(history.acknowledged.count > 500)
            print(
                "cluster on \(engine): \(history.executions.count) runs, \(history.executions.filter { $0.attempts.count > 1 }.count) taken over"
            )
        }
    }

    @Test(
        "is seen through when it believes whoever says that a run has ended",
        .enabled(if: outage != nil && Cluster.Engine.chosen.contains(.postgresql)))
    func fenceless() async throws {
        try await Self.run(.postgresql, isFenceless: true) { cluster, _, _ in
            let history = try await Self.history(of: cluster, drain: .seconds(60)) { try await Self.sleepers(cluster) }
            #expect(!history.violations.isEmpty)
        }
    }

    // MARK: - Faults

    private static func deaths(_ cluster: Cluster) async throws {
        try await pause(.seconds(2))
        try cluster.workers[0].send(.kill)
        try cluster.dispatchers[0].send(.kill)
        try await pause(.seconds(3))
    }

    /// Workers and a dispatcher that are stopped for longer than a lease, and wake in the middle of what they did.
    private static func sleepers(_ cluster: Cluster) async throws {
        let sleepers = [cluster.workers[1], cluster.workers[2], cluster.workers[4], cluster.dispatchers[1]]
        for _ in 0..<2 {
            for sleeper in sleepers { try sleeper.send(.suspend) }
            try await pause(lease * 2)
            for sleeper in sleepers { try sleeper.send(.resume) }
            try await pause(.seconds(1))
        }
    }

    private static func partition(_ proxy: FaultProxy) async throws {
        proxy.set(.blackhole)
        try await pause(lease * 3)
        proxy.set(.cut)
        try await pause(.milliseconds(500))
        proxy.set(.pass)
    }

    private static func pause(_ duration: Duration) async throws {
        try await ContinuousClock().sleep(for: duration)
    }

    // MARK: - The stage

    private static func run(
        _ engine: Cluster.Engine, isFenceless: Bool = false,
        _ body: @Sendable (Cluster, FaultProxy?, PrivateServer?) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        if engine == .sqlite {
            let cluster = try await Cluster(engine, port: 0, proxyPort: 0, in: directory, isFenceless: isFenceless)
            try await body(cluster, nil, nil)
            return try await cluster.database.close()
        }
        let ports = try await PrivateServer.freePorts()
        let server =
            engine == .postgresql
            ? try await PrivateServer.postgres(in: directory, port: ports[0])
            : try await PrivateServer.mysql(in: directory, port: ports[0])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            do {
                try await FaultProxy.with(to: ports[0]) { proxy in
                    let cluster = try await Cluster(
                        engine, port: ports[0], proxyPort: proxy.listeningPort, in: directory, isFenceless: isFenceless)
                    try await body(cluster, proxy, server)
                    try await cluster.database.close()
                }
            } catch {
                try server.stop()
                throw error
            }
            try server.stop()
            try await group.waitForAll()
        }
    }

    /// Runs a cluster under load while `faults` happen, lets it work off what is left, and ends it.
    private static func history(
        of cluster: Cluster, drain: Duration, _ faults: @escaping @Sendable () async throws -> Void
    ) async throws -> ClusterHistory {
        let load = ClusterLoad(cluster)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for process in cluster.processes {
                group.addTask {
                    let status = try await process.run()
                    #expect(status == .exited(0), "\(process.name): \(process.lastLines.suffix(5))")
                }
            }
            do {
                let first = Timestamp(epochSeconds: SystemWallClock().now().epochSeconds + 3)
                let crons = try await makeCrons(cluster.store, first: first)
                try await withThrowingTaskGroup(of: Void.self) { work in
                    work.addTask { try await load.enqueue() }
                    work.addTask { try await load.watch() }
                    try await faults()
                    load.end()
                    try await work.waitForAll()
                }
                let slots = try await endCrons(cluster.store, crons, first: first)
                try await load.drained(within: drain)
                for process in cluster.processes { try process.stop() }
                try await group.waitForAll()
                return try await ClusterHistory(
                    cluster.database, acknowledged: load.acknowledged, slots: slots, seenEnded: load.seenEnded)
            } catch {
                for process in cluster.processes {
                    try process.stop()
                    try process.send(.kill)
                }
                throw error
            }
        }
    }

    /// Crons of every second: all that are late run, or are stored as dropped.
    private static func makeCrons(_ store: SQLJobStore, first: Timestamp) async throws -> [CronJob] {
        var crons: [CronJob] = []
        for policy in [OverlapPolicy.allow, .skip, .queue] {
            var definition = CronJobDefinition(
                name: "every second, \(policy.rawValue)", cronExpression: "* * * * * *", handlerName: "effect")
            definition.overlapPolicy = policy
            definition.misfirePolicy = .catchUp
            definition.misfireLimit = 1_000
            crons.append(try await store.createCronJob(definition, nextRunAt: first, now: first))
        }
        return crons
    }

    /// Turns them off.
    /// - Returns: the instants each must have runs for.
    private static func endCrons(_ store: SQLJobStore, _ crons: [CronJob], first: Timestamp) async throws -> [ClusterHistory.Slots] {
        var slots: [ClusterHistory.Slots] = []
        for cron in crons {
            let current = try #require(try await store.cronJob(cron.id))
            var definition = current.definition
            definition.isEnabled = false
            _ = try await store.updateCronJob(cron.id, version: current.version, definition, nextRunAt: nil, now: first)
            let last = try #require(try await store.executions(.ofCron(cron.id), page: Page(size: 1)).items.first).scheduledTime
            slots.append(.init(cron: cron.id.rawValue, first: first, last: last))
        }
        return slots
    }
}

extension ExecutionFilter {
    fileprivate static func ofCron(_ id: CronJobID) -> ExecutionFilter {
        var filter = ExecutionFilter()
        filter.cronJobID = id
        return filter
    }
}
