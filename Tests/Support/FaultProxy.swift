import NIOCore
import NIOPosix
import Synchronization

/// A TCP proxy that can be told to misbehave: between a test's clients and a database server.
package final class FaultProxy: Sendable {
    package enum Mode: Sendable, Equatable {
        case pass
        /// Every connection is closed at the next byte.
        case cut
        /// The next request reaches the server; its reply is swallowed, and the connection is closed. Then all is well again.
        case dropReply
        /// The next request is swallowed, and the connection is closed. Then all is well again.
        case dropRequest
        /// Everything arrives, and later.
        case delay(milliseconds: Int64)
        /// Nothing arrives any more, and nobody is told.
        case blackhole
    }

    private let mode = Mutex(Mode.pass)
    private let channel: any Channel
    private let port: Int

    private init(channel: any Channel, port: Int, box: ModeBox) {
        self.channel = channel
        self.port = port
        box.proxy.withLock { $0 = self }
    }

    package var listeningPort: Int { channel.localAddress?.port ?? 0 }

    package func set(_ mode: Mode) { self.mode.withLock { $0 = mode } }

    fileprivate var current: Mode { mode.withLock(\.self) }

    /// Starts a proxy before the server on `port` of this machine, and ends it after `body`.
    package static func with<Value: Sendable>(to port: Int, _ body: (FaultProxy) async throws -> Value) async throws -> Value {
        let group = MultiThreadedEventLoopGroup.singleton
        let box = ModeBox()
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { client in
                ClientBootstrap(group: client.eventLoop).connect(host: "127.0.0.1", port: port).flatMap { server in
                    let pair = (Relay(to: server, isReply: false, box), Relay(to: client, isReply: true, box))
                    return client.eventLoop.makeCompletedFuture {
                        try client.pipeline.syncOperations.addHandler(pair.0)
                        try server.pipeline.syncOperations.addHandler(pair.1)
                    }
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let proxy = FaultProxy(channel: channel, port: port, box: box)
        do {
            let value = try await body(proxy)
            try await channel.close()
            return value
        } catch {
            try await channel.close()
            throw error
        }
    }

    fileprivate final class ModeBox: Sendable {
        let proxy = Mutex<FaultProxy?>(nil)
        func set(_ mode: Mode) { proxy.withLock { $0?.set(mode) } }
        var mode: Mode { proxy.withLock { $0?.current ?? .pass } }
    }
}

/// Hands what one side sends to the other, as the mode allows.
private final class Relay: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let peer: any Channel
    private let isReply: Bool
    private let box: FaultProxy.ModeBox

    init(to peer: any Channel, isReply: Bool, _ box: FaultProxy.ModeBox) {
        self.peer = peer
        self.isReply = isReply
        self.box = box
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        switch box.mode {
        case .pass: peer.writeAndFlush(bytes, promise: nil)
        case .cut: closeBoth(context)
        case .blackhole: break
        case .dropReply: isReply ? closeOnce(context) : peer.writeAndFlush(bytes, promise: nil)
        case .dropRequest: isReply ? peer.writeAndFlush(bytes, promise: nil) : closeOnce(context)
        case .delay(let milliseconds):
            let peer = peer
            context.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) { peer.writeAndFlush(bytes, promise: nil) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        peer.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        closeBoth(context)
    }

    private func closeOnce(_ context: ChannelHandlerContext) {
        box.set(.pass)
        closeBoth(context)
    }

    private func closeBoth(_ context: ChannelHandlerContext) {
        context.close(promise: nil)
        peer.close(promise: nil)
    }
}
