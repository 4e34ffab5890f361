import JobUHandler
import JobUModel
import Synchronization

/// Records the started executions in their order.
final class ExecutionRecorder: JobMiddleware {
    private let seen = Mutex<[ExecutionID]>([])

    func around(_ call: JobCall, _ next: (JobCall) async throws -> HandlerResult) async throws -> HandlerResult {
        seen.withLock { $0.append(call.context.executionID) }
        return try await next(call)
    }

    /// Returns and clears what was recorded.
    func take() -> [ExecutionID] {
        seen.withLock { seen in
            defer { seen = [] }
            return seen
        }
    }
}
