import NIOCore
import NIOHTTPTypes

/// Gives a connection its place, and ends it when its request does not arrive, or its answer is not taken, in time: the idle timeout
/// alone would wait for ever on a peer that sends or takes a byte now and then.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let connections: Connections
    private let timeout: TimeAmount
    private var isOpen = false
    private var requests = 0
    private var arrival: Scheduled<Void>?
    private var stall: Scheduled<Void>?

    init(connections: Connections, timeout: TimeAmount) {
        self.connections = connections
        self.timeout = timeout
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { open(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        open(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            requests += 1
            arrival?.cancel()
            arrival = close(context)
        case .body: break
        case .end:
            arrival?.cancel()
            arrival = nil
            if requests > 0 { connections.answering(context.channel) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            requests = max(0, requests - 1)
            if requests == 0 { connections.waits(context.channel) }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = context.channel.isWritable ? nil : close(context)
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave(context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave(context) }

    private func open(_ context: ChannelHandlerContext) {
        guard !isOpen else { return }
        isOpen = true
        if !connections.open(context.channel) { context.close(promise: nil) }
    }

    private func close(_ context: ChannelHandlerContext) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
    }

    private func leave(_ context: ChannelHandlerContext) {
        for task in [arrival, stall] { task?.cancel() }
        (arrival, stall) = (nil, nil)
        connections.close(context.channel)
    }
}
