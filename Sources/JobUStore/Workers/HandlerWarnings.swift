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

    /// The warning for a handler that is accepted although no worker has it now: a deploy may bring it.
    package func warnings(about handler: String, now: Timestamp) async throws -> [String] {
        let handlers = try await liveHandlers(now: now)
        if handlers[handler] != nil { return [] }
        if handlers.isEmpty { return ["no worker is running; jobs of '\(handler)' wait until one starts"] }
        let known = handlers.keys.sorted().joined(separator: ", ")
        return ["no live worker has the handler '\(handler)'; its jobs wait until one does (handlers now: \(known))"]
    }
}
