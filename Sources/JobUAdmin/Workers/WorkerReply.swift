package import JobUModel

/// A worker as the API shows it.
package struct WorkerReply: Encodable, Sendable {
    private let worker: WorkerRecord
    private let isAlive: Bool

    package init(_ worker: WorkerRecord, now: Timestamp) {
        self.worker = worker
        isAlive = worker.leaseExpiresAt > now
    }

    enum CodingKeys: String, CodingKey {
        case id, host, pid, version, handlers, queues, capacity, running, warnings
        case isAlive = "is_alive"
        case startedAt = "started_at"
        case heartbeatAt = "heartbeat_at"
        case leaseExpiresAt = "lease_expires_at"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let registration = worker.registration
        try container.encode(worker.id, forKey: .id)
        try container.encode(registration.host, forKey: .host)
        try container.encode(registration.pid, forKey: .pid)
        try container.encode(registration.version, forKey: .version)
        try container.encode(registration.handlers, forKey: .handlers)
        try container.encode(registration.queues, forKey: .queues)
        try container.encode(registration.capacity, forKey: .capacity)
        try container.encode(worker.running, forKey: .running)
        try container.encode(isAlive, forKey: .isAlive)
        try container.encode(worker.startedAt, forKey: .startedAt)
        try container.encode(worker.heartbeatAt, forKey: .heartbeatAt)
        try container.encode(worker.leaseExpiresAt, forKey: .leaseExpiresAt)
        try container.encode(worker.problems.map(\.description), forKey: .warnings)
    }
}

/// A handler that live workers know.
package struct HandlerReply: Encodable, Sendable {
    var name: String
    /// Live workers that know it.
    var workers: Int
}
