import Instrumentation
import Tracing

/// The span of a transaction, from the wait for a session to its end.
enum TransactionSpan {
    /// Only below another span: what services ask of their store between executions and requests would bury the others.
    static func around<Value: Sendable>(
        _ database: String, _ mode: TransactionMode, _ body: () async throws -> Value
    ) async throws -> Value {
        guard let context = InstrumentationContext.current, !context.isEmpty else { return try await body() }
        return try await withSpan("transaction \(database)", ofKind: .client) { span in
            span.attributes["db.namespace"] = database
            span.attributes["db.operation.name"] = mode == .readOnly ? "read" : "write"
            return try await body()
        }
    }
}
