import JobUModel
import JobUStore
import Logging

/// Stores what handlers log: lines that come while one commit is under way share the next.
struct LogWriter: Sendable {
    private enum Item: Sendable {
        case line(ExecutionLogLine)
        /// Answered when every line before it is stored.
        case mark(CheckedContinuation<Void, Never>)
    }

    private static let triesMax = 4

    private let store: any WorkerStore
    private let time: TimeSource
    private let logger: Logger
    private let inbox = Inbox<Item>()

    init(store: any WorkerStore, time: TimeSource, logger: Logger) {
        self.store = store
        self.time = time
        self.logger = logger
    }

    func write(_ line: ExecutionLogLine) {
        inbox.put(.line(line))
    }

    /// Returns when all lines written before are stored, or given up.
    func flush() async {
        await withCheckedContinuation { mark in
            if !inbox.put(.mark(mark)) { mark.resume() }
        }
    }

    /// Works until `close` was called and everything is stored.
    func run() async {
        while let items = await inbox.take(limit: 1_000) {
            await store(items.compactMap { if case .line(let line) = $0 { line } else { nil } })
            for case .mark(let mark) in items { mark.resume() }
        }
    }

    func close() {
        inbox.close()
    }

    private func store(_ lines: [ExecutionLogLine]) async {
        guard !lines.isEmpty else { return }
        let loop = RetryLoop("Log write", backoff: RetryPause.lease, time: time, logger: logger)
        let metadata: Logger.Metadata = [LogKeys.count: "\(lines.count)"]
        do {
            try await loop.value(metadata: metadata, retryingWhile: { $1 < Self.triesMax }) { try await store.appendLogs(lines) }
        } catch {
            // They are in the worker's own log.
            let all = metadata.merging([LogKeys.error: "\(error)"]) { _, new in new }
            logger.warning("Log write failed; lines dropped", metadata: all)
        }
    }
}
