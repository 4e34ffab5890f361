import JobUModel
import NIOCore
import Testing

@testable import JobUAdmin

@Suite("Connections", .timeLimit(.minutes(1)))
struct ConnectionTests {
    private static func book(total: Int, perAddress: Int) -> ConnectionBook<Int> {
        var limits = ConnectionLimits()
        limits.total = total
        limits.perAddress = perAddress
        return ConnectionBook(limits)
    }

    @Test("where all places are taken, the connection that has waited longest without a request makes room")
    func oldestGoes() {
        var book = Self.book(total: 3, perAddress: 3)
        for id in 1...3 { #expect(book.open(id, from: "a") == .welcome) }
        book.answering(1)
        #expect(book.open(4, from: "b") == .insteadOf(2))
        // The first has its answer, and waits again, behind all others.
        book.waits(1)
        #expect(book.open(5, from: "b") == .insteadOf(3))
        #expect(book.open(6, from: "b") == .insteadOf(4))
        #expect(book.open(7, from: "b") == .insteadOf(1))
        #expect(book.count == 3)
    }

    @Test("a connection whose request is being answered is never closed for another")
    func busyStays() {
        var book = Self.book(total: 2, perAddress: 2)
        for id in 1...2 {
            _ = book.open(id, from: "a")
            book.answering(id)
        }
        #expect(book.open(3, from: "b") == .refused)
        book.close(1)
        #expect(book.open(3, from: "b") == .welcome)
    }

    @Test("an address over its own limit makes room among its own connections only")
    func perAddress() {
        var book = Self.book(total: 10, perAddress: 2)
        #expect(book.open(1, from: "b") == .welcome)
        #expect(book.open(2, from: "a") == .welcome)
        #expect(book.open(3, from: "a") == .welcome)
        #expect(book.open(4, from: "a") == .insteadOf(2))
        book.answering(3)
        book.answering(4)
        #expect(book.open(5, from: "a") == .refused)
        #expect(book.open(6, from: "b") == .welcome)
        // What a trusted proxy sends counts toward the total only.
        for id in 10...16 { #expect(book.open(id, from: nil) == .welcome || book.count == 10) }
        book.close(3)
        book.close(4)
        #expect(book.count(of: "a") == 0)
        book.close(99)
    }

    @Test("half of a process's descriptors are kept apart from connections")
    func descriptors() {
        let limits = ConnectionLimits()
        #expect(limits.within(descriptors: 65_536).total == limits.total)
        #expect(limits.within(descriptors: 1_024).total + ConnectionLimits.slack == 512)
        #expect(limits.within(descriptors: 10).total == 1)
    }

    @Test("a head that does not arrive in time ends its connection", arguments: ["", "GET / HTTP/1.1\r\nX: "])
    func slowHead(sent: String) async throws {
        try await LiveAdmin.open({ $0.connections.idleTimeout = .milliseconds(50) }) { admin in
            for await _ in try await admin.connect(sending: sent) {}
            await admin.shutDown()
        }
    }

    @Test("a body that does not arrive in time ends its connection")
    func slowBody() async throws {
        try await LiveAdmin.open({ $0.connections.requestTimeout = .milliseconds(50) }) { admin in
            let head = "POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
            for await _ in try await admin.connect(sending: head) {}
            await admin.shutDown()
        }
    }

    @Test("an answer that nobody takes ends its connection")
    func slowReader() async throws {
        try await LiveAdmin.open({ $0.connections.requestTimeout = .milliseconds(50) }) { admin in
            let connection = try await admin.connectReadingNothing()
            // More than the buffers of both ends hold.
            let request = "GET /assets/0/jobu.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
            await connection.flood(String(repeating: request, count: 20))
            await admin.shutDown()
        }
    }

    @Test("half-open connections of one address make room for its next one")
    func crowd() async throws {
        try await LiveAdmin.open({
            $0.connections.total = 8
            $0.connections.perAddress = 4
        }) { admin in
            var crowd: [AsyncStream<String>] = []
            for _ in 1...40 { crowd.append(try await admin.connect(sending: "GET / HTTP/1.1\r\nX: ")) }
            // Those that came first have been closed.
            for stream in crowd.prefix(30) { for await _ in stream {} }
            let page = try await admin.connect(sending: "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(await page.first { $0.contains("200 OK") } != nil)
            await admin.shutDown()
        }
    }

    @Test("event streams take half of an address's connections, so that its pages still load")
    func streams() {
        var limits = ConnectionLimits()
        limits.total = 8
        limits.perAddress = 4
        let seats = EventStreamLimit(limits)
        #expect(seats.take(for: "a") && seats.take(for: "a") && !seats.take(for: "a") && !seats.isFree(for: "a"))
        #expect(seats.take(for: "b") && seats.take(for: "c") && !seats.take(for: "d"))
        seats.leave("a")
        #expect(seats.take(for: "d"))
    }
}
