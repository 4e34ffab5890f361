import Foundation
import Synchronization
import Tracing

/// Stops its own process once, between the answer of a claim and the beginning of what was claimed: until somebody lets it go on.
final class StoppingTracer: Tracer {
    typealias Span = NoOpTracer.NoOpSpan

    private let hasStopped = Mutex(false)

    func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind, at instant: @autoclosure () -> Instant,
        function: String, file fileID: String, line: UInt
    ) -> NoOpTracer.NoOpSpan {
        let isFirst =
            operationName == "claim"
            && hasStopped.withLock { stopped in
                defer { stopped = true }
                return !stopped
            }
        // By this thread itself: it must not go on while the others are stopped.
        if isFirst { raise(SIGSTOP) }
        return NoOpTracer.NoOpSpan(context: context())
    }

    func forceFlush() {}

    func inject<Carrier, Inject: Injector>(_ context: ServiceContext, into carrier: inout Carrier, using injector: Inject)
    where Inject.Carrier == Carrier {}

    func extract<Carrier, Extract: Extractor>(_ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract)
    where Extract.Carrier == Carrier {}
}
