import JobUHTTP
package import JobUHandler
package import JobUModel
import Logging

/// Sends one request to a host that the worker's operator has named.
package struct HTTPHandler: JobHandler {
    package static let name = "http"

    package typealias Params = HTTPParams

    /// How long after its scheduled time an execution is put off for a server that asks for it; later each answer costs an attempt.
    private static let patience: Duration = .seconds(86_400)

    private let rules: HTTPRules
    private let client: OutboundClient
    private let wall: any WallClock

    package init(_ rules: HTTPRules, time: TimeSource) {
        self.rules = rules
        client = OutboundClient(policy: rules.policy, clock: time.clock)
        wall = time.wall
    }

    package func execute(_ params: HTTPParams, context: JobContext) async throws -> HandlerResult {
        // The same for all attempts, and for no other run of any store.
        let key = "jobu-\(context.executionID)-\(context.scheduledTime.microseconds)"
        let response: OutboundResponse
        do {
            response = try await client.send(try rules.request(params, idempotencyKey: key))
        } catch let error as OutboundError {
            throw error.code.isTransient ? HandlerError("\(error)") : .permanent("\(error)")
        }
        // Neither the path nor a header: either may hold a secret.
        context.logger.info("\(params.method.uppercased()) \(response.origin) responded \(response.status)")
        return try result(response, params, context)
    }

    private func result(_ response: OutboundResponse, _ params: HTTPParams, _ context: JobContext) throws -> HandlerResult {
        let body = AnswerBody(response, hiding: rules.mask)
        if params.expectedStatus.contains(response.status) {
            return .success("requested", data: body.data)
        }
        let problem = "\(response.origin) responded \(response.status)\(body.excerpt)"
        switch response.status {
        case 429, 503:
            let now = wall.now()
            if let delay = RetryAfter.delay(response.header("Retry-After"), now: now), now < context.scheduledTime + Self.patience {
                context.logger.warning(
                    "server asked to retry later; snoozing", metadata: ["seconds": "\(delay / .seconds(1))"])
                return .snooze(delay)
            }
            throw HandlerError(problem)
        case 408, 425, 500...599: throw HandlerError(problem)
        default: throw HandlerError.permanent(problem)
        }
    }
}
