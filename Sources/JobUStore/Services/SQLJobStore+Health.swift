import JobUDatabase
package import JobUModel
import Synchronization

extension SQLJobStore {
    /// The rows of a probe after the disk was full: more than a refused write may have left space for.
    private static let largeProbe = (rows: 4, size: 60_000)

    /// Probes whether the store can work, by writing rows that are never visible.
    /// - Returns: what is wrong; nil when nothing is.
    /// - Throws: an error that says nothing about the store as a whole; `CancellationError`.
    package func fault(now: Timestamp) async throws -> StoreFault? {
        let wasFull = diskSpace.isFull
        // Names of its own, so that probes do not wait for each other; no queue can have such a name.
        let names = (0..<(wasFull ? Self.largeProbe.rows : 1)).map { "\u{1}probe \(now.microseconds) \($0)" }
        let text = wasFull ? Self.incompressible(Self.largeProbe.size) : nil
        do {
            try await write(notifying: nil) { tx in
                // Committed, since a full disk shows no earlier.
                for name in names {
                    try await tx.execute("INSERT INTO queues (name, pause_reason, updated_at) VALUES (\(name), \(text), \(now))")
                }
                try await tx.execute("DELETE FROM queues WHERE name IN (\(SQLQuery.paddedList(names)))")
            }
            diskSpace.recordWrite()
            return nil
        } catch {
            guard let fault = StoreFault(error) else { throw error }
            return fault
        }
    }

    /// An engine may compress a text that repeats itself.
    private static func incompressible(_ size: Int) -> String {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<size / 16).reduce(into: "") { text, _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let digits = String(state, radix: 16)
            text += String(repeating: "0", count: 16 - digits.count) + digits
        }
    }
}

/// Whether the disk was full at the last write that failed, and no write has succeeded since.
final class DiskSpace: Sendable {
    private let full = Mutex(false)

    var isFull: Bool { full.withLock(\.self) }

    func record(_ error: any Error) {
        if StoreFault(error) == .full { full.withLock { $0 = true } }
    }

    func recordWrite() {
        full.withLock { $0 = false }
    }
}
