/// Runs work that must be finished although its caller is cancelled: what follows a decision, and the rollback before it.
///
/// A task group would hand the cancellation down, so this is the one place with a task of its own; it is awaited at once.
package func shieldedFromCancellation<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await Task { try await work() }.value
}
