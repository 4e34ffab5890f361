import JobUModel
import JobUStore
import Tracing

/// The span of an execution: from its claim to its stored result. A handler works inside it, so that its own spans are below it.
enum ExecutionSpan {
    @TaskLocal private static var current: (any Span)?

    static func around(_ execution: ClaimedExecution, _ body: () async -> Void) async {
        // The handler's name keeps spans of one kind together; the execution's number would make each its own kind.
        await withSpan("run \(execution.handlerName)", ofKind: .consumer) { span in
            span.updateAttributes { attributes in
                attributes[TraceKeys.executionID] = execution.lease.executionID.rawValue
                attributes[TraceKeys.attempt] = execution.attempt
                attributes[TraceKeys.handler] = execution.handlerName
                attributes[TraceKeys.cronJobID] = execution.cronJobID?.rawValue
                attributes[TraceKeys.lagSeconds] = max(.zero, execution.startedAt - execution.runAt).inSeconds
            }
            await $current.withValue(span, operation: body)
        }
    }

    /// The attempt has ended and is stored.
    static func recordFinish(_ status: ExecutionStatus) {
        guard let current else { return }
        current.attributes[TraceKeys.status] = status.rawValue
        if status != .success, status != .cancelled, status != .pending { current.setStatus(SpanStatus(code: .error)) }
    }
}
