import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One request and its answer over a connection of its own, to an address that was judged.
struct PinnedExchange: Sendable {
    let request: OutboundRequest
    let url: OutboundURL
    let address: IPAddress
    let issuers: NIOSSLTrustRoots

    /// - Throws: `OutboundError`; `CancellationError`.
    func run() async throws -> OutboundResponse {
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let response = try await exchange(client)
            try await client.shutdown()
            return response
        } catch {
            try await client.shutdown()
            throw explained(error)
        }
    }

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.tlsConfiguration = TLSRules.client(issuers: issuers)
        // The certificate is still that of the host's name.
        configuration.dnsOverride = [url.host: "\(address)"]
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: TimeAmount(request.connectTimeout), read: nil)
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    private func exchange(_ client: HTTPClient) async throws -> OutboundResponse {
        var outgoing = HTTPClientRequest(url: url.text)
        outgoing.method = HTTPMethod(rawValue: request.method.uppercased())
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
        // One request is all there is for this connection.
        outgoing.headers.replaceOrAdd(name: "Connection", value: "close")
        if !outgoing.headers.contains(name: "User-Agent") { outgoing.headers.add(name: "User-Agent", value: "JobU") }
        if let body = request.body { outgoing.body = .bytes(ByteBuffer(bytes: body)) }
        let incoming = try await client.execute(outgoing, deadline: .distantFuture)
        let (body, isCut) = try await read(incoming.body)
        return OutboundResponse(
            status: Int(incoming.status.code), headers: incoming.headers.map { OutboundHeader($0.name, $0.value) }, body: body,
            isCut: isCut,
            origin: url.description)
    }

    /// Stops reading when there is enough.
    private func read(_ body: HTTPClientResponse.Body) async throws -> ([UInt8], isCut: Bool) {
        var bytes: [UInt8] = []
        for try await part in body {
            bytes += part.readableBytesView.prefix(request.responseBytesMax + 1 - bytes.count)
            if bytes.count > request.responseBytesMax { return (Array(bytes.prefix(request.responseBytesMax)), true) }
        }
        return (bytes, false)
    }

    private func explained(_ error: any Error) -> any Error {
        switch error {
        case is CancellationError: return error
        case let error as HTTPClientError: return explained(error)
        case ChannelError.connectTimeout: return lateConnection
        case let error as IOError:
            return OutboundError(.unreachable, "\(url) at \(address) cannot be reached: \(String(cString: strerror(error.errnoCode)))")
        case let error as NIOConnectionError:
            let words = error.connectionErrors.map { "\($0.error)" }.joined(separator: "; ")
            return OutboundError(.unreachable, "\(url) at \(address) cannot be reached: \(words)")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: return untrusted(error)
        default: return OutboundError(.brokenAnswer, "\(url) broke off: \(error)")
        }
    }

    private func explained(_ error: HTTPClientError) -> any Error {
        switch error {
        case .cancelled where Task.isCancelled: CancellationError()
        case .connectTimeout: lateConnection
        case .tlsHandshakeTimeout: untrusted(error)
        default: OutboundError(.brokenAnswer, "\(url) broke off: \(error)")
        }
    }

    private var lateConnection: OutboundError {
        OutboundError(.unreachable, "\(url) at \(address) did not take the connection in time")
    }

    private func untrusted(_ error: any Error) -> OutboundError {
        OutboundError(.untrusted, "\(url) cannot be trusted: its TLS certificate or handshake is not good (\(error))")
    }
}
