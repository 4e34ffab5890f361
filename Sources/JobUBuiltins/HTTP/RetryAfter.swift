import Foundation
import JobUModel

/// What a server says about when to come again.
enum RetryAfter {
    /// Longer waits are left to the retries of the execution.
    static let delayMax: Duration = .seconds(86_400)

    /// - Parameter text: seconds, or a date as HTTP writes it.
    /// - Returns: nil for what is neither, lies in the past, or too far away.
    static func delay(_ text: String?, now: Timestamp) -> Duration? {
        guard let text = text?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = Int(text) { return seconds >= 0 && seconds <= 86_400 ? .seconds(seconds) : nil }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        format.timeZone = .gmt
        guard let date = format.date(from: text) else { return nil }
        let delay = Timestamp(date) - now
        return delay > .zero && delay <= delayMax ? delay : nil
    }
}
