import JobUHandler
import JobUModel
import JobUTesting
import Logging
import Synchronization

/// Works for a random while and fails sometimes, as its parameters say.
struct WorkHandler: JobHandler {
    static let name = "work"

    struct Params: Codable, Sendable {
        var secondsMax: Int
        var failurePercent = 0
    }

    let history: History
    let clock: TestClock
    let random: @Sendable () -> Double

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        let number = history.begin(
            History.Body(
                executionID: context.executionID, cronJobID: context.cronJobID, fence: context.fence, attempt: context.attempt,
                start: clock.elapsed))
        defer { history.end(number, at: clock.elapsed) }
        context.logger.info("begun")
        try await clock.sleep(for: .milliseconds(Int(random() * Double(params.secondsMax) * 1_000)))
        if Int(random() * 100) < params.failurePercent { throw HandlerError("bad luck") }
        return .success("done", data: ["fence": .int(context.fence)])
    }
}
