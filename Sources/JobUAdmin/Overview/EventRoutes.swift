import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore
import NIOCore
import ServiceLifecycle
import Synchronization

/// `/api/events`: tells a page that there is something new to fetch.
///
/// The events carry no data: a page fetches what it shows, so that a thousand pages cost nothing while none looks.
struct EventRoutes {
    let admin: AdminContext
    let seats: EventStreamLimit

    func add(to router: Router<AdminRequestContext>) {
        router.get("api/events") { request, context in
            try QueryReader(request.uri, allowed: []).finish()
            // The body is written when the task has forgotten its visitor.
            let address = ClientAddress(request, context, admin.configuration)
            let bucket = address.bucket
            guard seats.isFree(for: bucket) else {
                throw AdminError(
                    status: .serviceUnavailable, code: "too_many_streams",
                    message: "too many event streams are open; close one, or try again later",
                    headers: [.retryAfter: "30"])
            }
            let body = ResponseBody { @concurrent writer in
                // Taken here and not above: an answer to HEAD never gets this far. Whoever lost the race for the
                // last seat gets an empty stream and comes again.
                guard seats.take(for: bucket) else { return try await writer.finish(nil) }
                defer { seats.leave(bucket) }
                try await stream(to: &writer) { try await admin.accounts.admits(request, from: address) }
            }
            return Response(
                status: .ok,
                headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"], body: body)
        }
    }

    private enum Signal { case changed, alive }

    /// - Parameter isAdmitted: whether whoever opened the stream would still be let in.
    @concurrent private func stream(
        to writer: inout any ResponseBodyWriter, while isAdmitted: @escaping @Sendable () async throws -> Bool
    ) async throws {
        // Listening starts before the greeting: what changes after it is not missed.
        let rings = admin.signals.listen(to: [.pages])
        try await writer.write(ByteBuffer(string: "retry: 2000\nevent: hello\ndata: {}\n\n"))
        let (signals, sink) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(2))
        let clock = admin.time.clock
        let configuration = admin.configuration
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // The stream of signals ends with the server, or else this answer would hold its shutdown up.
                defer { sink.finish() }
                for await _ in rings.cancelOnGracefulShutdown() {
                    sink.yield(.changed)
                    try await clock.sleep(for: configuration.eventCoalescing)
                }
            }
            group.addTask {
                while true {
                    try await clock.sleep(for: configuration.eventHeartbeat)
                    sink.yield(.alive)
                }
            }
            group.addTask {
                // Where the store cannot say, nobody is let in either: whoever comes again is told why.
                defer { sink.finish() }
                repeat { try await clock.sleep(for: configuration.eventRecheck) } while try await isAdmitted()
            }
            for await signal in signals {
                let text = signal == .changed ? "event: changed\ndata: {}\n\n" : ": alive\n\n"
                try await writer.write(ByteBuffer(string: text))
            }
            group.cancelAll()
        }
        try await writer.finish(nil)
    }
}

/// Counts the open event streams, of everybody and of each address.
final class EventStreamLimit: Sendable {
    private let taken = Mutex<[String: Int]>([:])
    private let limits: ConnectionLimits

    init(_ limits: ConnectionLimits) { self.limits = limits }

    func isFree(for bucket: String) -> Bool { taken.withLock { isFree($0, bucket) } }

    func take(for bucket: String) -> Bool {
        taken.withLock { taken in
            guard isFree(taken, bucket) else { return false }
            taken[bucket, default: 0] += 1
            return true
        }
    }

    func leave(_ bucket: String) {
        taken.withLock { taken in
            let left = (taken[bucket] ?? 0) - 1
            taken[bucket] = left > 0 ? left : nil
        }
    }

    private func isFree(_ taken: [String: Int], _ bucket: String) -> Bool {
        taken[bucket, default: 0] < limits.streamsPerAddress && taken.values.reduce(0, +) < limits.streams
    }
}
