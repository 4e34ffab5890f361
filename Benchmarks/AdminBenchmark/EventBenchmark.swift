import AsyncHTTPClient
import Foundation
import JobUModel
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// What a thousand open pages cost, and how fast they hear of a change.
enum EventBenchmark {
    private static let subscribers = 1_000
    private static let changes = 40

    static func run(_ engine: AdminPlace.Engine, _ server: AdminServer) async throws {
        allowFiles()
        let before = try server.residentMemory
        let room = Subscribers()
        guard let port = URL(string: server.url)?.port else { return }
        var channels: [any Channel] = []
        for number in 0..<subscribers {
            // Every tenth never reads what it is sent.
            channels.append(try await room.subscribe(port: port, reads: number % 10 != 0))
        }
        let readers = subscribers - subscribers / 10
        await room.wait(for: readers, of: .greetings)
        let connected = try server.residentMemory
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        var times: [Double] = []
        for number in 1...changes {
            let told = room.told
            times.append(
                try await milliseconds {
                    try await change(client, server.url, number)
                    await room.wait(for: told + readers, of: .changes)
                })
            // Rings within a quarter of a second make one event.
            try await Task.sleep(for: .milliseconds(400))
        }
        report("\(engine), from a change to the last of \(readers) pages that read", times)
        print(
            "\(engine), memory: \(before) MiB alone, \(connected) MiB with \(subscribers) pages, \(try server.residentMemory) MiB after \(changes) changes"
        )
        try await client.shutdown()
        for channel in channels { try await channel.close() }
    }

    private static func change(_ client: HTTPClient, _ url: String, _ number: Int) async throws {
        var request = HTTPClientRequest(url: url + "/api/jobs")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: #"{"handler_name": "report"}"#))
        let answer = try await client.execute(request, timeout: .seconds(60))
        _ = try await answer.body.collect(upTo: 1_000_000)
    }

    /// A thousand connections need more files than a shell allows.
    private static func allowFiles() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

/// Connections that listen, and what they have heard together.
final class Subscribers: Sendable {
    enum Kind { case greetings, changes }

    private let heard = Mutex((greetings: 0, changes: 0))

    var told: Int { heard.withLock(\.changes) }

    func subscribe(port: Int, reads: Bool) async throws -> any Channel {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reads)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Ear(self)) }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
        return channel
    }

    func hear(_ text: String) {
        let greetings = text.components(separatedBy: "event: hello").count - 1
        let changes = text.components(separatedBy: "event: changed").count - 1
        heard.withLock { $0 = ($0.greetings + greetings, $0.changes + changes) }
    }

    func wait(for count: Int, of kind: Kind) async {
        while heard.withLock({ kind == .greetings ? $0.greetings : $0.changes }) < count { await Task.yield() }
    }

    private final class Ear: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let room: Subscribers

        init(_ room: Subscribers) { self.room = room }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            room.hear(String(buffer: unwrapInboundIn(data)))
        }
    }
}
