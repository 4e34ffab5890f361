import JobUHandler
import JobUModel
import Synchronization

/// Sees every execution that begins, in the order in which they do.
final class ExecutionRecorder: JobMiddleware {
    private let seen = Mutex<[ExecutionID]>([])

    func around(_ call: JobCall, _ next: (JobCall) async throws -> HandlerResult) async throws -> HandlerResult {
        seen.withLock { $0.append(call.context.executionID) }
        return try await next(call)
    }

    /// What was seen since somebody asked last.
    func take() -> [ExecutionID] {
        seen.withLock { seen in
            defer { seen = [] }
            return seen
        }
    }
}
