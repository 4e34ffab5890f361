import Hummingbird
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import Testing

@Suite("Events", .timeLimit(.minutes(1)))
struct EventTests {
    @Test("a stream tells of changes, and ends when the server shuts down")
    func stream() async throws {
        try await LiveAdmin.open { admin in
            let lines = try await admin.events()
            #expect(await lines.first { $0.contains("event: hello") } != nil)
            admin.fixture.signals.notify([.pages])
            #expect(await lines.first { $0.contains("event: changed") } != nil)
            await admin.shutDown()
            // The server closes the connection: the stream of its bytes ends.
            for await _ in lines {}
        }
    }

    @Test("many rings at once make few events")
    func coalescing() async throws {
        try await LiveAdmin.open { admin in
            let lines = try await admin.events()
            _ = await lines.first { $0.contains("event: hello") }
            for _ in 1...1_000 { admin.fixture.signals.notify() }
            _ = await lines.first { $0.contains("event: changed") }
            await admin.shutDown()
            var more = 0
            for await text in lines { more += text.components(of: "event: changed") }
            #expect(more <= 2)
        }
    }

    @Test("an idle stream shows that it is alive")
    func heartbeat() async throws {
        try await LiveAdmin.open({ $0.eventHeartbeat = .milliseconds(5) }) { admin in
            let lines = try await admin.events()
            #expect(await lines.first { $0.contains(": alive") } != nil)
            await admin.shutDown()
        }
    }

    @Test("more streams than allowed are refused")
    func limit() async throws {
        try await LiveAdmin.open({ $0.connections.total = 2 }) { admin in
            let first = try await admin.events()
            _ = await first.first { $0.contains("event: hello") }
            var second = ""
            for await text in try await admin.events() {
                second += text
                if second.contains("too_many_streams") { break }
            }
            #expect(second.contains("503"))
            await admin.shutDown()
        }
    }
}

/// An admin on a real port.
struct LiveAdmin: Sendable {
    let fixture: TestStore
    let port: Int
    let group: ServiceGroup

    static func open(
        _ change: (inout AdminConfiguration) -> Void = { _ in },
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, time: TimeSource = .system,
        _ body: @escaping @Sendable (LiveAdmin) async throws -> Void
    ) async throws {
        let fixture = try await TestStore.sqlite()
        var configuration = AdminConfiguration()
        configuration.port = 0
        change(&configuration)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let service = AdminService(
            store: fixture.store,
            editor: CronJobEditor(store: fixture.store, validator: CronJobValidator(minIntervalSeconds: 60), wall: time.wall),
            signals: fixture.signals, time: time, configuration: configuration, logger: logger,
            onListening: { port.yield($0) })
        let services = ServiceGroup(configuration: .init(services: [service], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // A server that does not start must not leave the test waiting for its port.
                defer { port.finish() }
                try await services.run()
            }
            var iterator = ports.makeAsyncIterator()
            let bound = try #require(await iterator.next())
            do {
                try await body(LiveAdmin(fixture: fixture, port: bound, group: services))
            } catch {
                await services.triggerGracefulShutdown()
                throw error
            }
            try await group.waitForAll()
        }
    }

    func shutDown() async { await group.triggerGracefulShutdown() }

    /// The bytes that a connection to `/api/events` gets, as text.
    /// - Parameter field: a header, such as `Cookie: a=b`.
    func events(_ field: String? = nil) async throws -> AsyncStream<String> {
        let more = field.map { $0 + "\r\n" } ?? ""
        return try await connect(sending: "GET /api/events HTTP/1.1\r\nHost: localhost:\(port)\r\n\(more)Connection: close\r\n\r\n")
    }

    /// What a connection gets after it has sent this, until the server closes it.
    /// - Parameter hangsUp: whether the connection is closed at once after that.
    func connect(sending text: String, hangsUp: Bool = false) async throws -> AsyncStream<String> {
        let (stream, sink) = AsyncStream.makeStream(of: String.self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(TextSink(sink: sink)) }
            }
            .connect(host: "127.0.0.1", port: port).get()
        do {
            if !text.isEmpty { try await channel.writeAndFlush(ByteBuffer(string: text)) }
            if hangsUp { try await channel.close() }
        } catch let error as ChannelError where error == .ioOnClosedChannel || error == .alreadyClosed {
            // The server was faster: the stream has ended.
        }
        return stream
    }
}

extension LiveAdmin {
    /// A connection whose answers nobody reads.
    func connectReadingNothing() async throws -> DeafConnection {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: false)
            .connect(host: "127.0.0.1", port: port).get()
        return DeafConnection(channel: channel)
    }
}

struct DeafConnection: Sendable {
    let channel: any Channel

    /// Sends this again and again, until the server has closed the connection.
    func flood(_ text: String) async {
        while true {
            do { try await channel.writeAndFlush(ByteBuffer(string: text)) } catch { return }
        }
    }
}

private final class TextSink: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let sink: AsyncStream<String>.Continuation

    init(sink: AsyncStream<String>.Continuation) { self.sink = sink }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        sink.yield(String(buffer: unwrapInboundIn(data)))
    }

    func channelInactive(context: ChannelHandlerContext) {
        sink.finish()
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        ranges(of: part).count
    }
}
