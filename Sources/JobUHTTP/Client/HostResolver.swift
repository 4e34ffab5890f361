import Foundation
import NIOPosix
import Synchronization

/// Finds the addresses of a host.
package protocol HostResolver: Sendable {
    /// All addresses, the best first.
    /// - Throws: `OutboundError` when the name leads nowhere; `CancellationError`.
    func addresses(of host: String) async throws -> [IPAddress]
}

/// Asks the operating system.
package struct SystemHostResolver: HostResolver {
    package init() {}

    package func addresses(of host: String) async throws -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        let answer = Answer()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiting in
                answer.await(waiting)
                // The question cannot be taken back: who is cancelled does not wait for the thread that asks.
                NIOThreadPool.singleton.submit { _ in answer.give(Result { try Self.ask(host) }) }
            }
        } onCancel: {
            answer.give(.failure(CancellationError()))
        }
    }

    private static func ask(_ host: String) throws -> [IPAddress] {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var first: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &first)
        guard code == 0 else {
            throw OutboundError(.unresolvable, "the host '\(host)' cannot be resolved: \(String(cString: gai_strerror(code)))")
        }
        defer { freeaddrinfo(first) }
        return sequence(first: first, next: { $0?.pointee.ai_next }).compactMap { $0.flatMap { address($0.pointee) } }
    }

    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let raw = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return IPAddress(v4: UInt32(bigEndian: raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
        case AF_INET6:
            return IPAddress(bytes: withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) })
        default: return nil
        }
    }
}

/// What comes first counts: the answer, or that nobody waits for it any more.
private final class Answer: Sendable {
    private typealias Outcome = Result<[IPAddress], any Error>
    typealias Waiting = CheckedContinuation<[IPAddress], any Error>

    private struct State {
        var outcome: Outcome?
        var waiting: Waiting?
    }

    private let state = Mutex(State())

    func await(_ waiting: Waiting) {
        let outcome = state.withLock { state in
            if state.outcome == nil { state.waiting = waiting }
            return state.outcome
        }
        if let outcome { waiting.resume(with: outcome) }
    }

    func give(_ outcome: Result<[IPAddress], any Error>) {
        let waiting = state.withLock { state -> Waiting? in
            guard state.outcome == nil else { return nil }
            state.outcome = outcome
            return state.waiting.take()
        }
        waiting?.resume(with: outcome)
    }
}
