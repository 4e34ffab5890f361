import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Logging
import Testing

@testable import JobUWorker

@Suite("The lines of a run", .timeLimit(.minutes(1)))
struct ExecutionLogTests {
    private let world = SimulatedCluster()
    private let stored = Kept<[ExecutionLogLine]>()

    /// Runs `body` with a run's logger, whose lines `store` stores.
    private func whileWriting(
        failures: Int = 0, _ body: @escaping @Sendable (Logger, ExecutionLogHandler, LogWriter) async throws -> Void
    ) async throws {
        let calls = Kept<Int>()
        let store = ScriptedStore(onLogs: { [stored] lines in
            calls.keep(lines.count)
            if calls.values.count <= failures { throw StoreAway() }
            stored.keep(lines)
        })
        let time = TimeSource.test(world.clock)
        let writer = LogWriter(store: store, time: time, logger: silent)
        let handler = ExecutionLogHandler(execution: claimed(1), wall: time.wall, writer: writer, outer: silent)
        try await world.run {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await writer.run() }
                try await body(Logger(label: "run") { _ in handler }, handler, writer)
                writer.close()
                try await tasks.waitForAll()
            }
        }
    }

    private var messages: [String] { stored.values.flatMap(\.self).map(\.message) }

    @Test("info and above are stored with their metadata, what is below is not")
    func levels() async throws {
        try await whileWriting { logger, handler, writer in
            var logger = logger
            logger[metadataKey: "file"] = "a"
            logger.debug("unseen")
            #expect(!handler.hasLines)
            logger.warning("slow", metadata: ["rows": "3"])
            #expect(handler.hasLines)
            await writer.flush()
            #expect(messages == ["slow file=a rows=3"])
        }
    }

    @Test("after ten thousand lines one says that there are more")
    func limit() async throws {
        try await whileWriting { logger, _, writer in
            for number in 1...(ExecutionLogHandler.linesMax + 50) { logger.info("\(number)") }
            await writer.flush()
        }
        #expect(messages.count == ExecutionLogHandler.linesMax + 1)
        #expect(messages.last == "log limit reached; see the worker's log for the rest")
    }

    @Test("after eight mebibytes one line says that there are more")
    func sizeLimit() async throws {
        let line = String(repeating: "가", count: 2_000)
        try await whileWriting { logger, _, writer in
            for _ in 1...1_500 { logger.info("\(line)") }
            await writer.flush()
        }
        #expect(messages.count == ExecutionLogHandler.sizeMax / line.utf8.count + 1)
        #expect(messages.last == "log limit reached; see the worker's log for the rest")
    }

    @Test("a long line is cut")
    func longLine() async throws {
        try await whileWriting { logger, _, _ in logger.info("\(String(repeating: "x", count: 20_000))") }
        #expect(messages.first?.utf8.count == ExecutionLogHandler.lineSizeMax + "… (cut)".utf8.count)
    }

    @Test("a flush returns when the lines before it are stored, or given up after four tries", arguments: [0, 3, 4])
    func flush(failures: Int) async throws {
        try await whileWriting(failures: failures) { logger, _, writer in
            logger.info("first")
            await writer.flush()
            #expect(messages == (failures < 4 ? ["first"] : []))
            logger.info("second")
        }
        #expect(messages.last == "second")
    }

    @Test("a flush after the end returns at once")
    func flushClosed() async throws {
        try await whileWriting { _, _, writer in
            writer.close()
            await writer.flush()
        }
    }
}

@Suite("The reporter of progress", .timeLimit(.minutes(1)))
struct ProgressReporterTests {
    private let clock = TestClock()
    private let reported = Kept<String>()

    @Test("leaves out what comes faster than five times a second, but never the end")
    func pause() {
        let reporter = ProgressReporter(clock: clock) { [reported] in reported.keep("\($0.fraction) \($0.message ?? "-")") }
        reporter.report(0, nil)
        clock.advance(by: .milliseconds(199))
        reporter.report(0.1, nil)
        clock.advance(by: .milliseconds(1))
        reporter.report(0.2, "a\u{0}")
        reporter.report(1, nil)
        #expect(reported.values == ["0.0 -", "0.2 a\u{FFFD}", "1.0 -"])
    }
}
