import JobUModel
import JobUStore
import Tracing

/// The span of a run: from its claim to its stored result. A handler works inside it, so that its own spans are below it.
enum ExecutionSpan {
    @TaskLocal private static var current: (any Span)?

    static func around(_ run: ClaimedExecution, _ body: () async -> Void) async {
        // The handler's name keeps spans of one kind together; the run's number would make each its own kind.
        await withSpan("run \(run.handlerName)", ofKind: .consumer) { span in
            span.updateAttributes { attributes in
                attributes[TraceKeys.executionID] = run.lease.executionID.rawValue
                attributes[TraceKeys.attempt] = run.attempt
                attributes[TraceKeys.handler] = run.handlerName
                attributes[TraceKeys.cronJobID] = run.cronJobID?.rawValue
                attributes[TraceKeys.lagSeconds] = max(.zero, run.startedAt - run.runAt).inSeconds
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
