import JobUModel
import Logging
import NIOCore
import Synchronization

/// The open connections of one server.
final class Connections: Sendable {
    private struct State {
        var book: ConnectionBook<ObjectIdentifier>
        var channels: [ObjectIdentifier: any Channel] = [:]
        /// Whether the log has told of the present crowd.
        var isCrowded = false
    }

    private let state: Mutex<State>
    private let trustedProxies: [NetworkRange]
    private let logger: Logger

    init(limits: ConnectionLimits, trustedProxies: [NetworkRange], logger: Logger) {
        state = Mutex(State(book: ConnectionBook(limits)))
        self.trustedProxies = trustedProxies
        self.logger = logger
    }

    var count: Int { state.withLock { $0.book.count } }

    /// Lets a connection in, and closes another one where that makes room.
    /// - Returns: whether it may stay.
    func open(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let address = bucket(channel.remoteAddress?.ipAddress)
        let (admission, victim, isNews) = state.withLock { state in
            let admission = state.book.open(id, from: address)
            if admission != .refused { state.channels[id] = channel }
            var victim: (any Channel)?
            if case .insteadOf(let other) = admission { victim = state.channels.removeValue(forKey: other) }
            let isNews = admission != .welcome && !state.isCrowded
            if admission != .welcome { state.isCrowded = true }
            return (admission, victim, isNews)
        }
        victim?.close(promise: nil)
        if isNews {
            logger.warning(
                "Connection limit reached; closing connections without a request", metadata: ["address": "\(address ?? "proxy")"])
        }
        return admission != .refused
    }

    func answering(_ channel: any Channel) { state.withLock { $0.book.answering(ObjectIdentifier(channel)) } }

    func waits(_ channel: any Channel) { state.withLock { $0.book.waits(ObjectIdentifier(channel)) } }

    func close(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        state.withLock { state in
            state.book.close(id)
            state.channels[id] = nil
            // Half of the places are free: the next crowd is another one.
            if state.book.count <= state.book.limits.total / 2 { state.isCrowded = false }
        }
    }

    private func bucket(_ peer: String?) -> String? {
        guard let peer else { return "unknown" }
        if let address = IPAddress(peer), trustedProxies.contains(where: { $0.contains(address) }) { return nil }
        return ClientAddress.bucket(of: peer)
    }
}
