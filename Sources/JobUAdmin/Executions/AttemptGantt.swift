import JobUModel

/// The attempts of a run as bars on one time line, from its instant to its end.
struct AttemptGantt {
    let execution: Execution
    let attempts: [ExecutionAttempt]
    let now: Timestamp
    let texts: Texts

    private static let (width, row, label, shown) = (640, 22, 34, 30)

    /// The picture, or false while there is nothing to draw.
    var view: Any {
        let bars = attempts.filter { $0.startedAt != nil }.suffix(Self.shown)
        guard let first = bars.first?.startedAt else { return false }
        let start = min(execution.scheduledTime, first)
        let end = bars.map { $0.finishedAt ?? now }.max() ?? now
        let length = max((end - start).inSeconds, 0.001)
        func x(_ instant: Timestamp) -> Int {
            Self.label + Int(max(0, (instant - start).inSeconds) / length * Double(Self.width - Self.label - 4))
        }
        return [
            "box": "0 0 \(Self.width) \(bars.count * Self.row + 4)", "label": texts["gantt_label"],
            "bars": bars.enumerated().map { index, attempt in
                let began = attempt.startedAt ?? start
                let outcome = attempt.outcome?.rawValue ?? ExecutionStatus.running.rawValue
                let from = x(began)
                return [
                    "y": String(index * Self.row + 3), "text_y": String(index * Self.row + 16), "x": String(from),
                    "width": String(max(3, x(attempt.finishedAt ?? now) - from)), "class": "s-" + outcome.lowercased(),
                    "number": String(attempt.attempt),
                    "tip":
                        "\(texts["attempt"]) \(attempt.attempt): \(outcome), \(Show.duration(from: began, to: attempt.finishedAt ?? now))",
                ] as View
            },
        ] as View
    }
}
