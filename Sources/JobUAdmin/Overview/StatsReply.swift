import JobUModel

/// Figures for a dashboard.
struct StatsReply: Encodable, Sendable {
    struct Workers: Encodable, Sendable {
        var alive: Int
        /// Runs that the live workers hold, and could hold.
        var running: Int
        var capacity: Int

        /// - Parameter workers: those whose lease holds.
        init(_ workers: [WorkerRecord]) {
            alive = workers.count
            running = workers.reduce(0) { $0 + $1.running }
            capacity = workers.reduce(0) { $0 + $1.registration.capacity }
        }
    }

    struct Crons: Encodable, Sendable {
        var total: Int
        var enabled: Int
    }

    /// Of how many executions the success rate tells.
    static let newestCount = 1_000

    /// Executions by status, every status named.
    var counts: [String: Int]
    /// SUCCESS among those of the newest executions that SUCCESS, FAILED and TIMEOUT ended; null while none has.
    var successRate: Double?
    var workers: Workers
    var crons: Crons

    enum CodingKeys: String, CodingKey {
        case counts, workers, crons
        case successRate = "success_rate"
    }

    init(counts: [ExecutionStatus: Int], newest: [ExecutionStatus: Int], workers: [WorkerRecord], crons: Crons) {
        self.counts = Dictionary(uniqueKeysWithValues: ExecutionStatus.allCases.map { ($0.rawValue, counts[$0] ?? 0) })
        let ended = [ExecutionStatus.success, .failed, .timeout].reduce(0) { $0 + (newest[$1] ?? 0) }
        successRate = ended == 0 ? nil : Double(newest[.success] ?? 0) / Double(ended)
        self.workers = Workers(workers)
        self.crons = crons
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(counts, forKey: .counts)
        try container.encode(successRate, forKey: .successRate)
        try container.encode(workers, forKey: .workers)
        try container.encode(crons, forKey: .crons)
    }
}
