import Crypto
import Foundation
import JobUModel
import JobUStore

/// A run that a request asks for, outside any cron.
struct ExecutionRequest: Sendable {
    let handlerName: String
    private var handlerParams = "{}"
    private var options: ExecutionOptions
    private var runAt: Timestamp?
    private var uniqueKey: String?
    private var idempotencyKey: IdempotencyKey?

    /// - Parameters:
    ///   - idempotencyKey: the header of that name.
    ///   - base: what the options that were not sent are.
    /// - Throws: `AdminError` 422 naming every field that is wrong.
    init(_ body: JSONBody, idempotencyKey: String?, over base: ExecutionOptions) throws {
        options = base
        var reader = BodyReader(
            body,
            allowed: [
                "handler_name", "handler_params", "run_at", "queue", "priority", "max_retry", "timeout_seconds", "unique_key",
            ])
        reader.require("handler_name")
        handlerName = reader.string("handler_name") ?? "unusable"
        if !reader.isNull("handler_params"), let params = try reader.objectText("handler_params") { handlerParams = params }
        runAt = reader.isNull("run_at") ? nil : reader.timestamp("run_at")
        options.queue = reader.string("queue") ?? options.queue
        options.priority = reader.int("priority") ?? options.priority
        options.maxRetry = reader.int("max_retry") ?? options.maxRetry
        options.timeoutSeconds = reader.int("timeout_seconds") ?? options.timeoutSeconds
        uniqueKey = reader.isNull("unique_key") ? nil : reader.string("unique_key")
        if let problem = NewExecution.uniqueKeyProblem(uniqueKey) { reader.refuse(problem.field, problem.message) }
        if let key = idempotencyKey {
            if key.isBlank || key.length > 200 || !key.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) {
                reader.refuse("Idempotency-Key", "must have 1 to 200 printable ASCII characters")
            }
            self.idempotencyKey = IdempotencyKey(key: key, fingerprint: try Self.fingerprint(of: body.values))
        }
        for problem in HandlerCall.problems(name: handlerName, params: handlerParams) + options.problems
        where !reader.problems.contains(where: { $0.field == problem.field }) {
            reader.refuse(problem.field, problem.message)
        }
        try reader.finish()
    }

    func execution(now: Timestamp) -> NewExecution {
        var execution = NewExecution(handlerName: handlerName, scheduledTime: runAt ?? now, trigger: .api)
        execution.handlerParams = handlerParams
        execution.options = options
        execution.uniqueKey = uniqueKey
        execution.idempotencyKey = idempotencyKey
        return execution
    }

    /// The same for the same wish, however it was written.
    private static func fingerprint(of body: [String: JSONValue]) throws -> String {
        SHA256.hash(data: Array(try JSONText.encode(JSONValue.object(body)).utf8)).map { String(format: "%02x", $0) }.joined()
    }
}
