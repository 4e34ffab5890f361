import JobUModel

/// How far an instant is from now, the way the script of the pages says it too: `3 min ago`, `2시간 후`.
enum RelativeTime {
    static func text(_ instant: Timestamp, now: Timestamp, _ language: Language) -> String {
        let seconds = Int((instant - now).inSeconds.rounded())
        let (amount, unit) = amount(abs(seconds))
        switch language {
        case .english:
            if amount == 0 { return "now" }
            return seconds < 0 ? "\(amount) \(unit.english) ago" : "in \(amount) \(unit.english)"
        case .korean:
            if amount == 0 { return "지금" }
            return "\(amount)\(unit.korean) \(seconds < 0 ? "전" : "후")"
        }
    }

    private enum Unit {
        case second, minute, hour, day

        var english: String {
            switch self {
            case .second: "s"
            case .minute: "min"
            case .hour: "h"
            case .day: "d"
            }
        }

        var korean: String {
            switch self {
            case .second: "초"
            case .minute: "분"
            case .hour: "시간"
            case .day: "일"
            }
        }
    }

    private static func amount(_ seconds: Int) -> (Int, Unit) {
        switch seconds {
        case ..<60: (seconds, .second)
        case ..<3_600: (seconds / 60, .minute)
        case ..<86_400: (seconds / 3_600, .hour)
        default: (seconds / 86_400, .day)
        }
    }
}
