package import JobUHandler
import JobUModel
import Logging

/// A sample handler that sleeps, then succeeds or fails as its parameters say.
package struct SampleHandler: JobHandler {
    package static let name = "sample"

    package struct Params: Decodable, Sendable {
        /// The duration of the execution.
        var sleepSeconds: Double
        var shouldFail: Bool
        /// The text for the log and the result.
        var message: String

        private enum CodingKeys: String, CodingKey {
            case sleepSeconds = "sleep_seconds"
            case shouldFail = "should_fail"
            case message
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            sleepSeconds = try container.decodeIfPresent(Double.self, forKey: .sleepSeconds) ?? 0
            shouldFail = try container.decodeIfPresent(Bool.self, forKey: .shouldFail) ?? false
            message = try container.decodeIfPresent(String.self, forKey: .message) ?? "hello"
        }
    }

    private let clock: any Clock<Duration>

    package init(clock: any Clock<Duration>) {
        self.clock = clock
    }

    package func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        guard (0...604_800).contains(params.sleepSeconds) else {
            throw HandlerError.permanent("sleep_seconds must be 0 to 604800, not \(params.sleepSeconds)")
        }
        context.logger.info("\(params.message)")
        try await sleep(params.sleepSeconds, context)
        if params.shouldFail { throw HandlerError("should_fail is set: \(params.message)") }
        return .success(
            "sampled",
            data: ["message": .string(params.message), "scheduled_time": .string(context.scheduledTime.description)])
    }

    /// Reports progress about once a second.
    private func sleep(_ seconds: Double, _ context: JobContext) async throws {
        var slept = 0.0
        while slept < seconds {
            let step = min(1, seconds - slept)
            try await clock.sleep(for: .seconds(step))
            slept += step
            try await context.progress(slept / seconds, "slept \(Int(slept)) of \(Int(seconds)) s")
        }
    }
}
