import CJobULibMariaDB
import Dispatch
import JobUDatabase

/// The thread on which one session's calls of libmariadb block, so that Swift's shared threads never do.
final class MySQLSession: Sendable {
    private let link: MySQLHandle
    private let thread: SessionThread
    private let configuration: ServerConfiguration
    /// Requests to cancel travel on sessions of their own, and wait for the network here.
    private static let cancelQueue = DispatchQueue(label: "jobu.mysql.cancel", attributes: .concurrent)
    /// Nil where the server itself ends every statement that takes too long, or none may be too long.
    private let deadline: StatementDeadline?

    private init(_ link: MySQLHandle, _ thread: SessionThread, _ configuration: ServerConfiguration) {
        self.link = link
        self.thread = thread
        self.configuration = configuration
        deadline = configuration.statementTimeout.flatMap { limit in
            link.server.endsEveryStatement
                ? nil : StatementDeadline(limit, on: Self.cancelQueue) { [weak link] in link?.killRunningStatement(configuration) }
        }
    }

    deinit {
        // Nobody else has the link any more; closing may write to the network.
        thread.async { [link] in link.close() }
    }

    static func open(_ configuration: ServerConfiguration) async throws -> MySQLSession {
        let thread = SessionThread("jobu.mysql")
        let link = try await withCheckedThrowingContinuation { continuation in
            thread.async {
                continuation.resume(
                    with: Result {
                        let link = try MySQLHandle(configuration)
                        try link.prepareSession(configuration)
                        return link
                    })
            }
        }
        return MySQLSession(link, thread, configuration)
    }

    var server: MySQLServer { link.server }
    var idleMax: Duration? { link.idleMax }

    /// Runs `work` on the session's thread. When the task is cancelled meanwhile the server is asked to stop the statement, and
    /// `CancellationError` is thrown once it has.
    func perform<Value: Sendable>(
        isCancellable: Bool = true, _ work: @escaping @Sendable (MySQLHandle) throws -> Value
    ) async throws -> Value {
        guard isCancellable else { return try await run(nil, work) }
        try Task.checkCancellation()
        let call = MySQLCall()
        return try await withTaskCancellationHandler {
            try await run(call, work)
        } onCancel: {
            Self.cancelQueue.async { [link, configuration] in call.cancel { link.killRunningStatement(configuration) } }
        }
    }

    private func run<Value: Sendable>(
        _ call: MySQLCall?, _ work: @escaping @Sendable (MySQLHandle) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            thread.async { [link, deadline = call == nil ? nil : deadline] in
                guard call?.begin() ?? true else { return continuation.resume(throwing: CancellationError()) }
                deadline?.begin()
                var outcome = Result { try work(link) }
                if case .failure(let error as SQLError) = outcome { outcome = .failure(link.explained(error)) }
                let (isLate, isCancelled) = (deadline?.end() ?? false, call?.end() ?? false)
                if isLate || isCancelled {
                    if case .failure(let error as SQLError) = outcome, error.serverCode == MySQLError.interrupted {
                        outcome = .failure(isCancelled ? CancellationError() : MySQLError.late(error))
                    } else {
                        // The request may have come after the statement: let it hit this empty one, not the next.
                        link.absorbCancellation()
                    }
                }
                continuation.resume(with: outcome)
            }
        }
    }

    /// Called between two statements of one call: each may take as long as the limit says.
    func noteNextStatement() { deadline?.begin() }

    /// Closes the connection; later calls fail.
    func close() async {
        await withCheckedContinuation { continuation in
            thread.async { [link] in
                link.close()
                continuation.resume()
            }
        }
    }
}
