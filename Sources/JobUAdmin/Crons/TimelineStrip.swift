import JobUModel
import JobUStore

/// The last day and the next of a cron, hour by hour: what ran, failed, was skipped, waits, and is to come.
struct TimelineStrip {
    let span: TimeSlots
    let counts: [ExecutionCount]
    /// Instants to come, for each slot.
    let planned: [Int]
    let now: Timestamp
    let zone: PageZone
    let texts: Texts
    let path: String

    private static let (slotWidth, height, base) = (20, 70, 56)

    /// The hours of the last day and of the next.
    static func span(at now: Timestamp) -> TimeSlots {
        let lastDay = TimeSlots(upTo: now, slotSeconds: 3_600, slots: 24)
        return TimeSlots(from: lastDay.from, slotSeconds: 3_600, slots: 49)
    }

    private enum Part: CaseIterable {
        case succeeded, failed, alive, other, planned

        var fill: String {
            switch self {
            case .succeeded: "f-success"
            case .failed: "f-failed"
            case .alive: "f-running"
            case .other: "f-other"
            case .planned: "f-planned"
            }
        }

        static func of(_ status: ExecutionStatus) -> Part {
            switch status {
            case .success: .succeeded
            case .failed, .timeout: .failed
            case .pending, .running, .retry: .alive
            case .cancelled, .skipped: .other
            }
        }
    }

    var view: View {
        let parts = (0..<span.slots).map(parts)
        let most = max(1, parts.map { $0.values.reduce(0, +) }.max() ?? 1)
        let width = span.slots * Self.slotWidth
        let nowX = Int((now - span.from).inSeconds / Double(span.slotSeconds) * Double(Self.slotWidth))
        return [
            "box": "0 0 \(width) \(Self.height + 6)", "width": String(width), "base": String(Self.base), "now_x": String(nowX),
            "slots": parts.enumerated().map { slot($0.offset, $0.element, most) },
            "hours": (0..<span.slots).filter { $0 % 6 == 0 && $0 + 3 < span.slots }.map { index in
                ["x": String(index * Self.slotWidth), "text": hour(span.start(of: index))] as View
            },
        ]
    }

    private func parts(of slot: Int) -> [Part: Int] {
        var parts: [Part: Int] = [.planned: planned[slot]]
        for count in counts where count.slot == slot { parts[.of(count.status), default: 0] += count.count }
        return parts
    }

    private func slot(_ index: Int, _ parts: [Part: Int], _ most: Int) -> View {
        var top = Self.base
        var bars: [View] = []
        for part in Part.allCases {
            guard let count = parts[part], count > 0 else { continue }
            let height = max(3, count * (Self.base - 6) / most)
            top -= height
            bars.append(["y": String(max(0, top)), "height": String(height), "fill": part.fill, "x": String(index * Self.slotWidth + 3)])
        }
        let end = Timestamp(microseconds: span.start(of: index + 1).microseconds - 1)
        return [
            "x": String(index * Self.slotWidth), "bars": bars, "tip": tip(index, parts),
            "href": "\(path)?at=\(PageFrame.escaped(Timestamp(epochSeconds: end.epochSeconds).description))#instants",
        ]
    }

    private func tip(_ index: Int, _ parts: [Part: Int]) -> String {
        func number(_ part: Part) -> Int { parts[part] ?? 0 }
        let late = counts.filter { $0.slot == index }.reduce(0) { $0 + $1.late }
        let start = zone.text(span.start(of: index), now: now).dropLast(3)
        return "\(start) · "
            + texts.filled(
                "strip_tip", number(.succeeded), number(.failed), number(.alive), number(.other), number(.planned), late)
    }

    private func hour(_ instant: Timestamp) -> String { String(zone.text(instant, now: now).dropLast(3)) }
}
