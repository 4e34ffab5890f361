public import JobUModel

/// The outcome that a handler returns: success, cancel or snooze.
public struct HandlerResult: Sendable, Equatable {
    package enum Choice: Sendable, Equatable {
        case success(action: String, data: [String: JSONValue])
        case cancel(reason: String)
        case snooze(Duration)
    }

    package let choice: Choice

    private init(_ choice: Choice) {
        self.choice = choice
    }

    /// Success with nothing to show but "done".
    public static let success = HandlerResult.success("done")

    /// Success: the execution shows what was done.
    /// - Parameters:
    ///   - action: what was done, in a word or two.
    ///   - data: what else there is to show; it is stored as JSON.
    public static func success(_ action: String, data: [String: JSONValue] = [:]) -> HandlerResult {
        HandlerResult(.success(action: action, data: data))
    }

    /// The execution becomes CANCELLED with this reason: there was nothing to do, and trying again would not help.
    public static func cancel(_ reason: String) -> HandlerResult {
        HandlerResult(.cancel(reason: reason))
    }

    /// Snoozes the execution: it returns to PENDING and runs again after `delay`, without using an attempt.
    public static func snooze(_ delay: Duration) -> HandlerResult {
        HandlerResult(.snooze(delay))
    }
}

/// The stored form of a success.
package struct StoredResult: Codable, Sendable {
    package var action: String
    package var data: [String: JSONValue]

    package init(action: String, data: [String: JSONValue]) {
        self.action = action
        self.data = data
    }

    /// The JSON of it.
    /// - Throws: `EncodingError` for a number that is not finite.
    package var text: String {
        get throws {
            // Common results need no encoder, which costs more than a short execution.
            let isPlain = data.isEmpty && action.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
            return isPlain ? "{\"action\":\"\(action)\",\"data\":{}}" : try JSONText.encode(self)
        }
    }
}
