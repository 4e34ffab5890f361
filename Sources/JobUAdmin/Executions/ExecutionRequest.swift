import Crypto
import Foundation
import JobUModel
import JobUStore

/// A run that a request asks for, outside any cron.
struct ExecutionRequest: Sendable {
    private var definition: CronJobDefinition
    private var runAt: Timestamp?
    private var uniqueKey: String?
    private var idempotencyKey: IdempotencyKey?

    /// - Parameters:
    ///   - idempotencyKey: the header of that name.
    ///   - base: what the fields that were not sent are.
    /// - Throws: `AdminError` 422 naming every field that is wrong.
    init(_ body: JSONBody, idempotencyKey: String?, over base: CronJobDefinition) throws {
        definition = base
        var reader = BodyReader(
            body,
            allowed: [
                "handler_name", "handler_params", "run_at", "queue", "priority", "max_retry", "timeout_seconds", "unique_key",
            ])
        reader.require("handler_name")
        definition.handlerName = reader.string("handler_name") ?? "unusable"
        if !reader.isNull("handler_params"), let params = try reader.objectText("handler_params") { definition.handlerParams = params }
        runAt = reader.isNull("run_at") ? nil : reader.timestamp("run_at")
        definition.queue = reader.string("queue") ?? definition.queue
        definition.priority = reader.int("priority") ?? definition.priority
        definition.maxRetry = reader.int("max_retry") ?? definition.maxRetry
        definition.timeoutSeconds = reader.int("timeout_seconds") ?? definition.timeoutSeconds
        uniqueKey = reader.isNull("unique_key") ? nil : reader.string("unique_key")
        if let key = uniqueKey, key.isBlank || key.length > 200 { reader.refuse("unique_key", "must have 1 to 200 characters") }
        if let key = idempotencyKey {
            if key.isBlank || key.length > 200 || !key.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) {
                reader.refuse("Idempotency-Key", "must have 1 to 200 printable ASCII characters")
            }
            self.idempotencyKey = IdempotencyKey(key: key, fingerprint: try Self.fingerprint(of: body.values))
        }
        // The rules for a cron's fields hold for a single run too.
        for problem in CronJobValidator(minIntervalSeconds: 1).problems(in: definition)
        where !reader.problems.contains(where: { $0.field == problem.field }) {
            reader.refuse(problem.field, problem.message)
        }
        try reader.finish()
    }

    func execution(now: Timestamp) -> NewExecution {
        var execution = NewExecution(handlerName: definition.handlerName, scheduledTime: runAt ?? now, trigger: .api)
        execution.handlerParams = definition.handlerParams
        execution.queue = definition.queue
        execution.priority = definition.priority
        execution.maxRetry = definition.maxRetry
        execution.retryBackoff = definition.retryBackoff
        execution.timeoutSeconds = definition.timeoutSeconds
        execution.uniqueKey = uniqueKey
        execution.idempotencyKey = idempotencyKey
        return execution
    }

    /// The same for the same wish, however it was written.
    private static func fingerprint(of body: [String: JSONValue]) throws -> String {
        SHA256.hash(data: Array(try JSONText.encode(JSONValue.object(body)).utf8)).map { String(format: "%02x", $0) }.joined()
    }

    var handlerName: String { definition.handlerName }
}
