import Foundation
import JobUHTTP
import JobUTesting
import NIOCore
import NIOPosix
import NIOSSL
import Subprocess
import Testing

@Suite("TLS with strangers", .timeLimit(.minutes(1)))
struct TLSTests {
    /// What a server speaks.
    enum Speech: CaseIterable {
        case modern, old, withoutForwardSecrecy, withOldSums

        func apply(to configuration: inout TLSConfiguration) {
            switch self {
            case .modern: break
            case .old: (configuration.minimumTLSVersion, configuration.maximumTLSVersion) = (.tlsv1, .tlsv11)
            case .withoutForwardSecrecy: limit(&configuration, to: .TLS_RSA_WITH_AES_128_GCM_SHA256)
            case .withOldSums: limit(&configuration, to: .TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA)
            }
        }

        private func limit(_ configuration: inout TLSConfiguration, to suite: NIOTLSCipher) {
            configuration.maximumTLSVersion = .tlsv12
            configuration.cipherSuiteValues = [suite]
        }
    }

    @Test("a server that speaks an old TLS, or one without forward secrecy, gets no request", arguments: Speech.allCases)
    func speeches(_ speech: Speech) async throws {
        try await TLSServer.run(speech.apply) { server in
            let client = try client(believing: server.certificate)
            let request = OutboundRequest("GET", "https://hook.example:\(server.port)/")
            guard speech != .modern else {
                #expect(try await client.send(request).status == 200)
                return
            }
            let error = await #expect(throws: OutboundError.self) { try await client.send(request) }
            #expect(error?.code == .untrusted)
        }
    }

    @Test("a certificate of another name, or of an issuer that is not known, is not believed")
    func certificates() async throws {
        try await TLSServer.run({ _ in }) { server in
            let believing = try client(believing: server.certificate)
            for (client, host) in [(believing, "other.example"), (client(.default), "hook.example"), (believing, "127.0.0.1")] {
                let error = await #expect(throws: OutboundError.self, "\(host)") {
                    try await client.send(OutboundRequest("GET", "https://\(host):\(server.port)/"))
                }
                #expect(error?.code == .untrusted, "\(host)")
            }
        }
    }

    private func client(believing path: String) throws -> OutboundClient {
        client(.certificates(try NIOSSLCertificate.fromPEMFile(path)))
    }

    private func client(_ issuers: NIOSSLTrustRoots) -> OutboundClient {
        OutboundClient(
            policy: OutboundPolicy(exceptions: [OutboundAllowance("127.0.0.1")].compactMap(\.self)), clock: ContinuousClock(),
            resolver: Loopback(), issuers: issuers)
    }
}

/// Every name is this machine's.
private struct Loopback: HostResolver {
    func addresses(of host: String) async throws -> [IPAddress] { [IPAddress("127.0.0.1")].compactMap(\.self) }
}

/// Answers every request with 200, over TLS, with a certificate of its own for `hook.example`.
private struct TLSServer: Sendable {
    let port: Int
    /// Path of a PEM file.
    let certificate: String

    static func run(
        _ change: (inout TLSConfiguration) -> Void, _ body: (TLSServer) async throws -> Void
    ) async throws {
        let folder = try TemporaryDirectory()
        let (certificate, key) = (folder.file("tls.crt"), folder.file("tls.key"))
        let made = try await Subprocess.run(
            .name("openssl"),
            arguments: [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=hook.example", "-addext",
                "subjectAltName=DNS:hook.example", "-keyout", "\(key)", "-out", "\(certificate)",
            ], output: .discarded, error: .string(limit: 100_000))
        try #require(made.terminationStatus == .exited(0), "\(made.standardError)")
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        change(&configuration)
        let context = try NIOSSLContext(configuration: configuration)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(NIOSSLServerHandler(context: context), Answerer())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(TLSServer(port: try #require(server.localAddress?.port), certificate: certificate))
        } catch {
            try await server.close()
            throw error
        }
        try await server.close()
    }
}

private final class Answerer: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let answer = ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A client that ends the handshake is what the tests are about.
        context.close(promise: nil)
    }
}
