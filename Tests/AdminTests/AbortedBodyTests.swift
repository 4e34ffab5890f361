import JobUAdmin
import Logging
import Synchronization
import Testing

@Suite("Aborted requests", .timeLimit(.minutes(1)))
struct AbortedBodyTests {
    @Test("a body that is broken off is no error of ours", arguments: ["Content-Length: 100", "Transfer-Encoding: chunked"])
    func aborted(field: String) async throws {
        let book = LogBook()
        try await LiveAdmin.open(logger: Logger(label: "test") { _ in LogBook.Handler(book: book) }) { admin in
            let head = "POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(field)\r\n\r\n"
            let part = field.hasPrefix("Transfer") ? "5\r\n{\"han" : "{\"han"
            _ = try await admin.connect(sending: head + part, hangsUp: true)
            #expect(await book.lines.first { $0.text == "Request handled" }?.level == .info)
            await admin.shutDown()
        }
        #expect(book.worst < .warning)
    }
}

/// The lines of a log, as they come.
private final class LogBook: Sendable {
    struct Line: Sendable {
        var level: Logger.Level
        var text: String
    }

    let lines: AsyncStream<Line>
    private let sink: AsyncStream<Line>.Continuation
    private let worstLevel = Mutex(Logger.Level.trace)

    init() { (lines, sink) = AsyncStream.makeStream(of: Line.self) }

    var worst: Logger.Level { worstLevel.withLock { $0 } }

    private func add(_ line: Line) {
        worstLevel.withLock { $0 = max($0, line.level) }
        sink.yield(line)
    }

    struct Handler: LogHandler {
        let book: LogBook
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.debug

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { book.add(Line(level: event.level, text: event.message.description)) }
    }
}
