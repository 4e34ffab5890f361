import JobUModel
import JobUStore

/// The latest runs of a cron as small bars: their height is how long they took, their colour how they ended.
struct Sparkline {
    let marks: [ExecutionMark]
    let texts: Texts
    let now: Timestamp

    static let count = 20
    private static let (step, height) = (6, 22)

    /// The picture, or false for a cron that never ran.
    var view: Any {
        guard !marks.isEmpty else { return false }
        let durations = marks.map { mark in mark.startedAt.map { max(0, ((mark.finishedAt ?? now) - $0).inSeconds) } ?? 0 }
        let longest = max(durations.max() ?? 0, 0.001)
        return [
            "width": String(Self.count * Self.step), "height": String(Self.height), "label": label,
            "paths": Dictionary(grouping: bars(durations, longest)) { $0.fill }.sorted { $0.key < $1.key }.map { fill, bars in
                ["fill": fill, "d": bars.map { "M\($0.x) \(Self.height)V\($0.top)" }.joined()] as View
            },
        ] as View
    }

    /// One path for all bars of a colour: a list of fifty crons has a thousand of them.
    private func bars(_ durations: [Double], _ longest: Double) -> [(fill: String, x: Int, top: Int)] {
        zip(marks, durations).enumerated().map { index, bar in
            let height = 4 + Int(Double(Self.height - 4) * (bar.1 / longest))
            return (Fill.of(bar.0.status), (Self.count - marks.count + index) * Self.step + 2, Self.height - height)
        }
    }

    private var label: String {
        texts.filled("spark_label", marks.count, marks.count { $0.status == .success }, marks.count { $0.status.isFailure })
    }
}

/// The colours of states in charts, as classes of the style sheet.
enum Fill {
    static func of(_ status: ExecutionStatus) -> String {
        switch status {
        case .success: "f-success"
        case .failed, .timeout: "f-failed"
        case .running: "f-running"
        case .retry: "f-retry"
        case .pending, .cancelled, .skipped: "f-other"
        }
    }
}

extension ExecutionStatus {
    var isFailure: Bool { self == .failed || self == .timeout }
}
