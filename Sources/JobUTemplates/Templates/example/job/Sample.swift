import JobU

/// A run to look at: it takes as long as it is told, and fails when it is told. Good for watching progress, timeouts and retries.
struct Sample: JobHandler {
    static let name = "sample"

    struct Params: Codable, Sendable {
        var sleepSeconds: Double?
        var shouldFail: Bool?
        var message: String?

        /// The names in JSON, where they are not those above.
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
            // Another attempt would only say the same.
            throw HandlerError.permanent("sleep_seconds must be 0 to 86400, not \(seconds)")
        }
        context.logger.info("\(message)")
        for second in 0..<Int(seconds.rounded(.up)) {
            try await context.progress(Double(second) / seconds, "slept \(second) of \(Int(seconds)) s")
            // Ends at once, with CancellationError, when the run is cancelled, times out, or its worker stops.
            try await Task.sleep(for: .seconds(min(1, seconds - Double(second))))
        }
        if params.shouldFail == true { throw HandlerError("should_fail is set: \(message)") }
        return .success("sampled", data: ["message": .string(message)])
    }
}
