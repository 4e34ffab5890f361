import JobUCron

extension InstantExplanation {
    /// The reason in English, as the API and the command line say it.
    package var text: String {
        switch reason {
        case .ended(let execution, let delay): Self.ended(execution, delay)
        case .running(let execution):
            "attempt \(execution.attempt) runs since \(execution.startedAt?.description ?? "-") (job \(execution.id))"
        case .waiting(let execution, let reason): "it waits (job \(execution.id)): \(reason.text)"
        case .skipped(let execution): "it was skipped: \(execution.errorMessage ?? "no reason was stored") (job \(execution.id))"
        case .planned: "it will run then"
        case .willBeDisabled(let reason): "it will not run: the cron is disabled\(Self.suffix(reason))"
        case .disabled(let reason): "the cron is disabled\(Self.suffix(reason))"
        case .overdue(let late):
            "it has been due for \(Self.roughly(late)), but no dispatcher has dispatched it; check that one is running (jobu run dispatcher)"
        case .madeLater(let time): "the cron was created later, at \(time)"
        case .changedLater(let time):
            "nothing is stored; the cron was changed later, at \(time), and may have been disabled or rescheduled"
        case .removed:
            "nothing is stored: the row was pruned or deleted, or a SKIPPED row of a later scheduled time covers this one"
        case .broken(let fault): fault.text(in: .english)
        case .outsideBounds: "the time is outside start_at and end_at of the cron"
        case .notNamed(let expression, let zone, let next):
            "'\(expression)' (\(zone)) does not match this time; the next one is \(next?.description ?? "never")"
        }
    }

    private static func ended(_ execution: Execution, _ delay: Duration?) -> String {
        let attempts = execution.attempt == 1 ? "" : " at attempt \(execution.attempt)"
        let why = execution.errorMessage.map { ": \($0)" } ?? ""
        guard let delay else { return "it ended as \(execution.status.rawValue)\(why) (job \(execution.id))" }
        let lateness = delay < .seconds(1) ? "on time" : "\(roughly(delay)) after its instant"
        return "its last attempt began \(lateness); it ended as \(execution.status.rawValue)\(attempts)\(why) (job \(execution.id))"
    }

    private static func suffix(_ reason: String?) -> String { reason.map { ": \($0)" } ?? "" }

    /// A length of time to one unit.
    static func roughly(_ length: Duration) -> String {
        let seconds = length.inSeconds
        return seconds < 120 ? "\(Int(seconds.rounded())) s" : seconds < 7_200 ? "\(Int(seconds / 60)) min" : "\(Int(seconds / 3_600)) h"
    }
}
