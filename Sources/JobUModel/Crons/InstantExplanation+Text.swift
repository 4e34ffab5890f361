import JobUCron

extension InstantExplanation {
    /// The reason in English, as the API and the command line say it.
    package var text: String {
        switch reason {
        case .ended(let execution, let delay): Self.ended(execution, delay)
        case .running(let execution):
            "attempt \(execution.attempt) has been running since \(execution.startedAt?.description ?? "-") (job \(execution.id))"
        case .waiting(let execution, let reason): "waiting (job \(execution.id)): \(reason.text)"
        case .skipped(let execution): "skipped: \(execution.errorMessage ?? "no reason was stored") (job \(execution.id))"
        case .planned: "will run at this time"
        case .willBeDisabled(let reason): "will not run: the cron is disabled\(Self.suffix(reason))"
        case .disabled(let reason): "the cron is disabled\(Self.suffix(reason))"
        case .overdue(let late):
            "due for \(Self.roughly(late)) but not dispatched; check that a dispatcher is running (jobu run dispatcher)"
        case .madeLater(let time): "the cron was created later, at \(time)"
        case .changedLater(let time):
            "no record; the cron was changed later, at \(time), and may have been disabled or on another schedule"
        case .removed:
            "no record: deleted by retention or by hand, or counted in the SKIPPED job of a later time"
        case .broken(let fault): fault.text(in: .english)
        case .outsideBounds: "outside start_at and end_at of the cron"
        case .notNamed(let expression, let zone, let next):
            "not a scheduled time of '\(expression)' (\(zone)); the next one is \(next?.description ?? "never")"
        }
    }

    private static func ended(_ execution: Execution, _ delay: Duration?) -> String {
        let attempts = execution.attempt == 1 ? "" : " at attempt \(execution.attempt)"
        let why = execution.errorMessage.map { ": \($0)" } ?? ""
        guard let delay else { return "finished without starting, as \(execution.status.rawValue)\(why) (job \(execution.id))" }
        let lateness = delay < .seconds(1) ? "on time" : "\(roughly(delay)) late"
        return "last attempt started \(lateness); finished as \(execution.status.rawValue)\(attempts)\(why) (job \(execution.id))"
    }

    private static func suffix(_ reason: String?) -> String { reason.map { ": \($0)" } ?? "" }

    /// A length of time to one unit.
    static func roughly(_ length: Duration) -> String {
        let seconds = length.inSeconds
        return seconds < 120 ? "\(Int(seconds.rounded())) s" : seconds < 7_200 ? "\(Int(seconds / 60)) min" : "\(Int(seconds / 3_600)) h"
    }
}
