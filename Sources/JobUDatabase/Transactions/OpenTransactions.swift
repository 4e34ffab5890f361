/// The transactions the running task is inside of, by database: what lets a service layer do without a connection parameter.
enum OpenTransactions {
    @TaskLocal static var current: [ObjectIdentifier: OpenTransaction] = [:]

    /// Runs `body` so that nested calls find these transactions as well.
    static func with<Value>(
        _ opened: [ObjectIdentifier: OpenTransaction], _ body: () async throws -> Value
    ) async throws -> Value {
        try await $current.withValue(current.merging(opened) { _, new in new }) { try await body() }
    }
}

/// One of them.
struct OpenTransaction: Sendable {
    var mode: TransactionMode
    /// Whether it belongs to a multi-database transaction, which has no partial rollback.
    var isAtomic = false
    /// Gives the transaction, beginning it when it is needed for the first time.
    var transaction: @Sendable () async throws -> Transaction

    /// Runs a nested transaction inside this one.
    func join<Value: Sendable>(
        database: String, _ mode: TransactionMode, _ body: (Transaction) async throws -> Value
    ) async throws -> Value {
        if mode == .readWrite, self.mode == .readOnly {
            throw SQLError(
                .readOnlyTransaction, "the open transaction on '\(database)' is read-only; a nested one cannot write")
        }
        let outer = try await transaction()
        if isAtomic || mode == .readOnly { return try await body(outer) }
        return try await outer.savepoint(body)
    }
}
