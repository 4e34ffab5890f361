import JobU

/// A job to watch: its parameters say how long it takes and whether it fails. Use it to see progress, timeouts and retries.
struct Sample: JobHandler {
    static let name = "sample"

    struct Params: Codable, Sendable {
        var sleepSeconds: Double?
        var shouldFail: Bool?
        var message: String?

        /// The names in JSON that differ from those above.
        private enum CodingKeys: String, CodingKey {
            case sleepSeconds = "sleep_seconds"
            case shouldFail = "should_fail"
            case message
        }
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        let message = params.message ?? "hello"
        let seconds = params.sleepSeconds ?? 0
        guard (0...86_400).contains(seconds) else {
            // A retry would fail in the same way.
            throw HandlerError.permanent("sleep_seconds must be 0 to 86400, not \(seconds)")
        }
        context.logger.info("\(message)")
        for second in 0..<Int(seconds.rounded(.up)) {
            try await context.progress(Double(second) / seconds, "slept \(second) of \(Int(seconds)) s")
            // Throws CancellationError at once if the job is cancelled or times out, or the worker stops.
            try await Task.sleep(for: .seconds(min(1, seconds - Double(second))))
        }
        if params.shouldFail == true { throw HandlerError("should_fail is set: \(message)") }
        return .success("sampled", data: ["message": .string(message)])
    }
}
