import JobUDatabase
package import JobUModel
import Synchronization

extension SQLJobStore {
    /// Rows of a look after a write had no room: more than a refused write may have left room for.
    private static let largeProbe = (rows: 4, size: 60_000)

    /// Checks whether the store can be written, with rows that are rolled back.
    /// - Returns: what is wrong; nil when nothing is.
    /// - Throws: an error that says nothing about the store as a whole; `CancellationError`.
    package func fault(now: Timestamp) async throws -> StoreFault? {
        let hadNoRoom = room.isMissing
        // Of its own, so that probes do not wait for each other; no queue can be called so.
        let names = (0..<(hadNoRoom ? Self.largeProbe.rows : 1)).map { "\u{1}probe \(now.microseconds) \($0)" }
        let text = hadNoRoom ? Self.incompressible(Self.largeProbe.size) : nil
        do {
            try await write(notifying: nil) { tx in
                // Committed, since a full disk shows no earlier.
                for name in names {
                    try await tx.execute("INSERT INTO queues (name, pause_reason, updated_at) VALUES (\(name), \(text), \(now))")
                }
                try await tx.execute("DELETE FROM queues WHERE name IN (\(SQLQuery.paddedList(names)))")
            }
            room.found()
            return nil
        } catch {
            guard let fault = StoreFault(error) else { throw error }
            return fault
        }
    }

    /// An engine may store a text that repeats itself in less room.
    private static func incompressible(_ size: Int) -> String {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<size / 16).reduce(into: "") { text, _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let digits = String(state, radix: 16)
            text += String(repeating: "0", count: 16 - digits.count) + digits
        }
    }
}

/// Whether the last write that had no room was followed by one that had.
final class StoreRoom: Sendable {
    private let missing = Mutex(false)

    var isMissing: Bool { missing.withLock(\.self) }

    func note(_ error: any Error) {
        if StoreFault(error) == .full { missing.withLock { $0 = true } }
    }

    func found() {
        missing.withLock { $0 = false }
    }
}
