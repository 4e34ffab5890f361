import JobUConformance
import JobUDatabase
import JobUTesting
import Synchronization
import TestSupport
import Testing

/// What follows a commit, on every engine.
extension TransactionContract {
    static let callbacks: [DriverCase] = [
        DriverCase("what is asked for with onCommit is done in order after the commit, when others see the changes") { fixture in
            let calls = Calls()
            try await makeTable(fixture.database)
            try await fixture.database.transaction { tx in
                try await insert(tx, 1)
                try tx.onCommit { await calls.note("first", sees: fixture.database) }
                try await fixture.database.transaction { inner in
                    try await insert(inner, 2)
                    try inner.onCommit { await calls.note("second", sees: fixture.database) }
                }
                #expect(calls.all.isEmpty)
            }
            #expect(calls.all == ["first [1, 2]", "second [1, 2]"])
        },
        DriverCase("what is asked for with onCommit is not done after a rollback, nor for what was undone in part") { fixture in
            let calls = Calls()
            try await makeTable(fixture.database)
            await #expect(throws: Refusal.self) {
                try await fixture.database.transaction { tx in
                    try await insert(tx, 1)
                    try tx.onCommit { calls.note("rolled back") }
                    throw Refusal()
                }
            }
            try await fixture.database.transaction { tx in
                try tx.onCommit { calls.note("kept before") }
                for _ in 0..<2 {
                    await #expect(throws: Refusal.self) {
                        try await tx.savepoint { tx in
                            try await insert(tx, 2)
                            try tx.onCommit { calls.note("undone") }
                            try await tx.savepoint { inner in try inner.onCommit { calls.note("undone with the outer one") } }
                            throw Refusal()
                        }
                    }
                }
                await #expect(throws: SQLError.self) {
                    try await tx.savepoint { tx in
                        try tx.onCommit { calls.note("undone by the engine") }
                        try await insert(tx, 3)
                        try await insert(tx, 3)
                    }
                }
                try await tx.savepoint { tx in
                    try await insert(tx, 4)
                    try tx.onCommit { calls.note("kept") }
                }
            }
            #expect(calls.all == ["kept before", "kept"])
            #expect(try await ids(fixture.database) == [4])
        },
        DriverCase("a transaction that is over takes no callbacks") { fixture in
            let calls = Calls()
            let kept = try await fixture.database.transaction { $0 }
            let error = #expect(throws: SQLError.self) { try kept.onCommit { calls.note("too late") } }
            #expect(error?.code == .misuse)
            #expect(calls.all.isEmpty)
        },
    ]

    /// What was called, in order.
    private final class Calls: Sendable {
        private let noted = Mutex<[String]>([])

        var all: [String] { noted.withLock(\.self) }

        func note(_ call: String) {
            noted.withLock { $0.append(call) }
        }

        /// Notes too which rows another session sees.
        func note(_ call: String, sees database: Database) async {
            do {
                note("\(call) \(try await ids(database))")
            } catch {
                note("\(call) \(error)")
            }
        }
    }
}
