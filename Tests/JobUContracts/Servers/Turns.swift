package import Testing

/// Lets so many test cases work on the servers at the same time, and no more: each has sessions of its own.
package actor Turns {
    package static let onServers = Turns(8)
    /// For the contracts, hundreds of cases of which would otherwise open their sessions at once.
    package static let ofContracts = Turns(16)

    private var free: Int
    private var waiters: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiters.append($0) }
        }
    }

    func giveBack() {
        if waiters.isEmpty {
            free += 1
        } else {
            waiters.removeFirst().resume()
        }
    }

    /// Runs `body` when it is its turn.
    package nonisolated func with<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        await take()
        do {
            let value = try await body()
            await giveBack()
            return value
        } catch {
            await giveBack()
            throw error
        }
    }
}

/// Runs the cases of a suite in turn with those of all others that have this trait.
package struct InTurn: TestTrait, SuiteTrait, TestScoping {
    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        try await Turns.ofContracts.with(function)
    }
}

extension Trait where Self == InTurn {
    /// So many cases at the same time as a small machine and its server bear.
    package static var inTurn: InTurn { InTurn() }
}
