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
    let seats: EventSeats

    func add(to router: Router<some RequestContext>) {
        router.get("api/events") { request, _ in
            try QueryReader(request.uri, allowed: []).finish()
            guard seats.isFree else {
                throw AdminError(status: .serviceUnavailable, code: "too_many_streams", message: "too many event streams are open")
            }
            let body = ResponseBody { @concurrent writer in
                // Taken here and not above: an answer to HEAD never gets this far. Whoever lost the race for the
                // last seat gets an empty stream and comes again.
                guard seats.take() else { return try await writer.finish(nil) }
                defer { seats.leave() }
                try await stream(to: &writer)
            }
            return Response(
                status: .ok,
                headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"], body: body)
        }
    }

    private enum Signal { case changed, alive }

    @concurrent private func stream(to writer: inout any ResponseBodyWriter) async throws {
        // Listening starts before the greeting: what changes after it is not missed.
        let rings = admin.wakeUps.listen(to: [.pages])
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
            for await signal in signals {
                let text = signal == .changed ? "event: changed\ndata: {}\n\n" : ": alive\n\n"
                try await writer.write(ByteBuffer(string: text))
            }
            group.cancelAll()
        }
        try await writer.finish(nil)
    }
}

/// Counts the open event streams.
final class EventSeats: Sendable {
    private let taken = Mutex(0)
    private let countMax: Int

    init(countMax: Int) { self.countMax = countMax }

    var isFree: Bool { taken.withLock { $0 < countMax } }

    func take() -> Bool {
        taken.withLock { taken in
            guard taken < countMax else { return false }
            taken += 1
            return true
        }
    }

    func leave() { taken.withLock { $0 -= 1 } }
}
