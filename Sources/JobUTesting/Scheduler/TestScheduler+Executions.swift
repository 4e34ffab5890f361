import JobUComposition
public import JobUHandler
public import JobUModel
import JobUStore

extension TestScheduler {
    /// The executions of a handler, oldest first.
    /// - Parameter status: only those that stand there; nil for all.
    /// - Throws: a database error.
    public func executions<Handler: JobHandler>(of handler: Handler.Type, _ status: ExecutionStatus? = nil) async throws -> [TestExecution]
    {
        try await executions(handlerName: Handler.name, status)
    }

    /// The executions of a handler by its name, oldest first; of all handlers for nil.
    /// - Throws: a database error.
    public func executions(handlerName: String? = nil, _ status: ExecutionStatus? = nil) async throws -> [TestExecution] {
        var filter = ExecutionFilter()
        filter.handler = handlerName
        filter.statuses = status.map { [$0] } ?? []
        var ids: [ExecutionID] = []
        var page = Page(size: 100)
        while true {
            let found = try await openStore.store.executions(filter, page: page)
            ids += found.items.map(\.id)
            guard let next = found.next else { break }
            page.start = .after(next)
        }
        return try await executions(ids.sorted { $0.rawValue < $1.rawValue })
    }

    /// One execution.
    /// - Throws: `TestSchedulerError` when there is none of this number; a database error.
    public func run(_ id: ExecutionID) async throws -> TestExecution {
        guard let execution = try await openStore.store.execution(id) else { throw TestSchedulerError("there is no run \(id)") }
        return try TestExecution(execution, await openStore.store.logs(of: id, afterSequence: 0, limit: 10_000))
    }

    /// The executions of a handler that wait, oldest first.
    /// - Parameters:
    ///   - queue: only in this queue.
    ///   - runAt: only those that are due at this instant.
    ///   - matching: only those with parameters like this.
    /// - Throws: `TestSchedulerError` when there is none, with what waits instead; `DecodingError` for parameters that the handler could not
    ///   read either; a database error.
    @discardableResult
    public func requireEnqueued<Handler: JobHandler>(
        _ handler: Handler.Type, queue: String? = nil, runAt: Timestamp? = nil,
        where matching: (Handler.Params) -> Bool = { _ in true }
    ) async throws -> [TestExecution] {
        let waiting = try await executions().filter(\.status.isWaiting)
        let found = try waiting.filter { execution in
            try execution.handlerName == Handler.name && (queue == nil || execution.queue == queue)
                && (runAt == nil || execution.runAt == runAt)
                && matching(execution.params(as: Handler.Params.self))
        }
        guard found.isEmpty else { return found }
        throw TestSchedulerError(
            (["no run of '\(Handler.name)' waits that is as asked for. What waits:"] + Self.lines(waiting)).joined(separator: "\n"))
    }

    /// Makes sure that no execution of a handler waits.
    /// - Throws: `TestSchedulerError` that lists them; a database error.
    public func refuteEnqueued<Handler: JobHandler>(_ handler: Handler.Type) async throws {
        let waiting = try await executions(of: handler).filter(\.status.isWaiting)
        guard !waiting.isEmpty else { return }
        throw TestSchedulerError((["runs of '\(Handler.name)' wait:"] + Self.lines(waiting)).joined(separator: "\n"))
    }

    func executions(_ ids: [ExecutionID]) async throws -> [TestExecution] {
        var executions: [TestExecution] = []
        for id in ids { executions.append(try await run(id)) }
        return executions
    }

    private static func lines(_ executions: [TestExecution]) -> [String] {
        guard !executions.isEmpty else { return ["  nothing"] }
        return executions.map { "  \($0.handlerName) \($0.handlerParams) in queue '\($0.queue)' at \($0.runAt)" }
    }
}

/// What a test asked for and did not find.
public struct TestSchedulerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is missing, and what is there instead.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
