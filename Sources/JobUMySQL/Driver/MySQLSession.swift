import CJobULibMariaDB
import Dispatch
import JobUDatabase

/// The queue on which one session's calls of libmariadb block, so that Swift's shared threads never do.
final class MySQLSession: Sendable {
    private let link: MySQLLink
    private let queue: DispatchQueue
    private let configuration: MySQLConfiguration
    /// Requests to cancel travel on sessions of their own, and wait for the network here.
    private static let cancelQueue = DispatchQueue(label: "jobu.mysql.cancel", attributes: .concurrent)

    private init(_ link: MySQLLink, _ queue: DispatchQueue, _ configuration: MySQLConfiguration) {
        self.link = link
        self.queue = queue
        self.configuration = configuration
    }

    deinit {
        // Nobody else has the link any more; closing may write to the network.
        queue.async { [link] in link.close() }
    }

    static func open(_ configuration: MySQLConfiguration) async throws -> MySQLSession {
        let queue = DispatchQueue(label: "jobu.mysql")
        let link = try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        let link = try MySQLLink(configuration)
                        try link.prepareSession(configuration)
                        return link
                    })
            }
        }
        return MySQLSession(link, queue, configuration)
    }

    var server: MySQLServer { link.server }
    var idleMax: Duration? { link.idleMax }

    /// Runs `work` on the session's queue. When the task is cancelled meanwhile the server is asked to stop the statement, and
    /// `CancellationError` is thrown once it has.
    func perform<Value: Sendable>(
        isCancellable: Bool = true, _ work: @escaping @Sendable (MySQLLink) throws -> Value
    ) async throws -> Value {
        guard isCancellable else { return try await run(nil, work) }
        try Task.checkCancellation()
        let call = CancellableCall()
        return try await withTaskCancellationHandler {
            try await run(call, work)
        } onCancel: {
            Self.cancelQueue.async { [link, configuration] in call.cancel { link.killRunningStatement(configuration) } }
        }
    }

    private func run<Value: Sendable>(
        _ call: CancellableCall?, _ work: @escaping @Sendable (MySQLLink) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [link] in
                guard call?.begin() ?? true else { return continuation.resume(throwing: CancellationError()) }
                var outcome = Result { try work(link) }
                if case .failure(let error as DatabaseError) = outcome { outcome = .failure(link.explained(error)) }
                if call?.end() ?? false {
                    // The request may have come after the statement: let it hit this empty one, not the next.
                    if case .success = outcome { link.absorbCancellation() }
                    if case .failure(let error as DatabaseError) = outcome, error.serverCode == MySQLError.interrupted {
                        outcome = .failure(CancellationError())
                    }
                }
                continuation.resume(with: outcome)
            }
        }
    }

    /// Closes the connection; later calls fail.
    func close() async {
        await withCheckedContinuation { continuation in
            queue.async { [link] in
                link.close()
                continuation.resume()
            }
        }
    }
}
