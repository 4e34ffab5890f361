import JobUContracts
import JobUDatabase
import JobUPostgres
import Testing

@Suite("PostgreSQL's notifications", .needsPostgres, .inTurn)
struct PostgresListenerTests {
    // Keeps the schema while a test runs.
    private let bench: Bench

    init() async throws {
        bench = try await Bench()
    }

    @Test("are heard on their channel, in their order, once committed")
    func heard() async throws {
        let channel = try #require(bench.configuration.schema) + #" "odd" 채널"#
        let listener = try await PostgresListener.open(bench.configuration)
        var heard = try await listener.listen(channel: channel).makeAsyncIterator()
        var other = try await listener.listen(channel: channel + "2").makeAsyncIterator()
        let sender = try await bench.connect()
        try await sender.begin(.readWrite, isolation: nil)
        _ = try await sender.fetchAll(PostgresListener.notify(channel, "rolled back"))
        try await sender.rollback()
        for payload in ["one", "둘", ""] { _ = try await sender.execute(PostgresListener.notify(channel, payload)) }
        _ = try await sender.execute(PostgresListener.notify(channel + "2", "other"))
        for payload in ["one", "둘", ""] {
            let notification = try await heard.next()
            #expect(notification?.channel == channel)
            #expect(notification?.payload == payload)
        }
        #expect(try await other.next()?.payload == "other")
        await listener.close()
        #expect(try await heard.next() == nil)
        #expect(await failure { _ = try await listener.listen(channel: channel) }?.code == .connectionLost)
    }

    @Test("end with an error when the session is lost")
    func lost() async throws {
        var configuration = bench.configuration
        configuration.applicationName = "listener of \(configuration.schema ?? "")"
        let listener = try await PostgresListener.open(configuration)
        let stream = try await listener.listen(channel: "lost")
        _ = try await bench.connect().fetchAll(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = \(configuration.applicationName)")
        let error = await failure { for try await _ in stream {} }
        #expect(error?.code == .connectionLost)
        #expect(await failure { _ = try await listener.listen(channel: "lost") }?.code == .connectionLost)
    }

    @Test("end when the reading task is cancelled; the others go on")
    func cancelled() async throws {
        let channel = try #require(bench.configuration.schema)
        let listener = try await PostgresListener.open(bench.configuration)
        let first = try await listener.listen(channel: channel)
        var second = try await listener.listen(channel: channel).makeAsyncIterator()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for try await _ in first {} }
            group.cancelAll()
            try await group.waitForAll()
        }
        _ = try await bench.connect().execute(PostgresListener.notify(channel, "still here"))
        #expect(try await second.next()?.payload == "still here")
    }
}
