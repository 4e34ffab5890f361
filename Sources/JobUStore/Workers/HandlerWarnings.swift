package import JobUModel

extension ExecutionStore {
    /// Workers whose lease holds.
    package func liveWorkers(now: Timestamp) async throws -> [WorkerRecord] {
        try await workers().filter { $0.leaseExpiresAt > now }
    }

    /// Handlers that live workers know, with the number of workers that do.
    package func liveHandlers(now: Timestamp) async throws -> [String: Int] {
        var handlers: [String: Int] = [:]
        for worker in try await liveWorkers(now: now) {
            for handler in worker.registration.handlers { handlers[handler, default: 0] += 1 }
        }
        return handlers
    }

    /// Warnings about a handler that no live worker has; it is accepted, because a deployment may add it.
    package func warnings(about handler: String, now: Timestamp) async throws -> [String] {
        let handlers = try await liveHandlers(now: now)
        if handlers[handler] != nil { return [] }
        if handlers.isEmpty { return ["no live worker; jobs of '\(handler)' wait for one"] }
        let known = handlers.keys.sorted().joined(separator: ", ")
        return ["no live worker has the handler '\(handler)'; its jobs wait for one (known now: \(known))"]
    }
}
