import CJobULibPQ
import Dispatch
package import JobUDatabase
import Synchronization

/// What somebody sent with NOTIFY.
package struct PostgresNotification: Sendable, Equatable {
    package var channel: String
    package var payload: String
}

/// Receives the server's notifications in a session of its own, as long as somebody keeps the listener. No thread waits: the system
/// wakes us when something comes.
// Everything but the source and the streams is touched on the listener's queue only; those are safe by themselves.
package final class PostgresListener: @unchecked Sendable {
    private typealias Stream = AsyncThrowingStream<PostgresNotification, any Error>

    /// A consumer that is slower keeps the newest so many.
    private static let waitingMax = 10_000

    private let queue: DispatchQueue
    private let handle: PostgresHandle
    private let source: any DispatchSourceRead
    private var streams: [String: [Int: Stream.Continuation]] = [:]
    private var streamIDs = 0
    private var failure: (any Error)?

    private init(_ handle: PostgresHandle, _ queue: DispatchQueue) throws {
        self.handle = handle
        self.queue = queue
        source = DispatchSource.makeReadSource(fileDescriptor: PQsocket(try handle.live()), queue: queue)
        source.setEventHandler { [weak self] in self?.read() }
        // The socket must not be closed under a source that still watches it.
        source.setCancelHandler { handle.close() }
        source.activate()
    }

    deinit {
        source.cancel()
        for continuation in streams.values.flatMap(\.values) { continuation.finish() }
    }

    /// Opens the session.
    /// - Throws: `SQLError`, as a driver's `connect`.
    package static func open(_ configuration: ServerConfiguration) async throws -> PostgresListener {
        try Task.checkCancellation()
        let queue = DispatchQueue(label: "jobu.postgres.listen")
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { try PostgresListener(PostgresHandle(configuration), queue) })
            }
        }
    }

    /// The statement that sends a notification, for any session; it is sent when its transaction commits.
    package static func notify(_ channel: String, _ payload: String) -> SQLQuery {
        "SELECT pg_notify(\(channel), \(payload))"
    }

    /// What comes on a channel from now on. Cancelling the reading task, or letting go of the stream, ends the listening.
    /// The stream ends with `SQLError` of code `connectionLost` when the session is lost, and without one after `close`.
    /// - Throws: `SQLError` when the session is lost already.
    package func listen(channel: String) async throws -> AsyncThrowingStream<PostgresNotification, any Error> {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { answer in
            queue.async { [self] in answer.resume(with: Result { try open(channel) }) }
        }
    }

    /// Ends all streams and the session.
    package func close() async {
        await withCheckedContinuation { answer in
            queue.async { [self] in
                finish(nil)
                answer.resume()
            }
        }
    }

    // MARK: On the queue

    private func open(_ channel: String) throws -> Stream {
        if let failure { throw failure }
        if streams[channel] == nil { try handle.script("LISTEN \(handle.quoted(channel))") }
        streamIDs += 1
        let id = streamIDs
        let (stream, continuation) = Stream.makeStream(bufferingPolicy: .bufferingNewest(Self.waitingMax))
        continuation.onTermination = { [weak self, queue] _ in queue.async { [weak self] in self?.end(channel, id) } }
        streams[channel, default: [:]][id] = continuation
        // What came along with the answer does not wake the source.
        deliver()
        return stream
    }

    private func end(_ channel: String, _ id: Int) {
        guard failure == nil, streams[channel]?.removeValue(forKey: id) != nil, streams[channel]?.isEmpty == true else { return }
        streams[channel] = nil
        do {
            try handle.script("UNLISTEN \(handle.quoted(channel))")
            deliver()
        } catch {
            finish(error)
        }
    }

    private func read() {
        do {
            try handle.receive()
            deliver()
        } catch {
            finish(error)
        }
    }

    private func deliver() {
        while let notification = handle.nextNotification() {
            for continuation in (streams[notification.channel] ?? [:]).values { continuation.yield(notification) }
        }
    }

    /// - Parameter error: nil when the end was asked for.
    private func finish(_ error: (any Error)?) {
        guard failure == nil else { return }
        failure = error ?? SQLError(.connectionLost, "the listener is closed")
        source.cancel()
        let all = streams.values.flatMap(\.values)
        streams = [:]
        for continuation in all { continuation.finish(throwing: error) }
    }
}
