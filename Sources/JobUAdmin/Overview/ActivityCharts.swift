import JobUModel
import JobUStore

/// Throughput and latency of the dashboard, drawn by the server. Each slot says its exact values; a table behind says them all.
struct ActivityCharts {
    let activity: Activity
    let zone: PageZone
    let texts: Texts
    let now: Timestamp

    /// A chart's own measures; the page scales it.
    private static let (width, height, left, right, top, bottom) = (640, 190, 46, 6, 10, 24)
    private static var plotWidth: Int { width - left - right }
    private static var plotHeight: Int { height - top - bottom }

    private struct Line {
        var fill: String
        var key: String
        var value: @Sendable (ActivitySlot) -> Duration?
    }

    private static let lines = [
        Line(fill: "f-median", key: "median") { $0.medianDuration }, Line(fill: "f-p95", key: "p95") { $0.p95Duration },
        Line(fill: "f-delay", key: "delay_p95") { $0.p95Delay },
    ]

    var view: View {
        [
            "box": "0 0 \(Self.width) \(Self.height)", "plot_left": String(Self.left), "plot_right": String(Self.width - Self.right),
            "plot_top": String(Self.top), "plot_height": String(Self.plotHeight), "slot_width": Self.number(slotWidth),
            "axis_y": String(Self.height - 6), "any": activity.slots.contains { $0.total > 0 },
            "cut": activity.completeSince.map { texts.filled("chart_cut", zone.text($0, now: now)) } ?? false,
            "throughput": throughput, "latency": latency, "times": times, "rows": rows,
        ]
    }

    private var slotWidth: Double { Double(Self.plotWidth) / Double(max(1, activity.slots.count)) }

    private func x(_ slot: Int) -> Double { Double(Self.left) + Double(slot) * slotWidth }

    private var throughput: View {
        let scale = NiceScale(reaching: Double(activity.slots.map(\.total).max() ?? 0), least: 4)
        let slots = activity.slots.enumerated().map { index, slot -> View in
            var top = Double(Self.top + Self.plotHeight)
            var bars: [View] = []
            for (count, fill) in [(slot.succeeded, "f-success"), (slot.failed, "f-failed"), (slot.other, "f-other")] where count > 0 {
                let height = max(1.5, Double(count) / scale.top * Double(Self.plotHeight))
                top -= height
                bars.append([
                    "x": Self.number(x(index) + slotWidth * 0.1), "y": Self.number(top), "width": Self.number(slotWidth * 0.8),
                    "height": Self.number(height), "fill": fill,
                ])
            }
            return hover(index, texts.filled("tip_throughput", slot.succeeded, slot.failed, slot.other)).merging(["bars": bars]) { own, _ in
                own
            }
        }
        return ["slots": slots, "grid": grid(scale) { String(Int($0)) }]
    }

    private var latency: View {
        let all = activity.slots.flatMap { slot in Self.lines.compactMap { $0.value(slot)?.inSeconds } }
        let scale = NiceScale(reaching: all.max() ?? 0, least: 0.01)
        let lines = Self.lines.map { line -> View in
            let points = activity.slots.enumerated().compactMap { index, slot in
                line.value(slot).map { value in
                    (x(index) + slotWidth / 2, Double(Self.top + Self.plotHeight) - value.inSeconds / scale.top * Double(Self.plotHeight))
                }
            }
            return [
                "fill": line.fill, "points": points.map { "\(Self.number($0.0)),\(Self.number($0.1))" }.joined(separator: " "),
                "dots": points.map { ["x": Self.number($0.0), "y": Self.number($0.1)] as View },
            ]
        }
        let slots = activity.slots.enumerated().map { index, slot in
            hover(
                index,
                texts.filled(
                    "tip_latency", Show.duration(slot.medianDuration), Show.duration(slot.p95Duration), Show.duration(slot.p95Delay)))
        }
        return ["slots": slots, "lines": lines, "grid": grid(scale) { Show.duration(.seconds($0)) }]
    }

    private func hover(_ index: Int, _ words: String) -> View {
        ["x": Self.number(x(index)), "tip": "\(time(index)) · \(words)", "tab": index == activity.slots.count - 1 ? "0" : "-1"]
    }

    private func grid(_ scale: NiceScale, _ label: (Double) -> String) -> [View] {
        scale.ticks.map { value in
            let y = Double(Self.top + Self.plotHeight) - value / scale.top * Double(Self.plotHeight)
            return ["y": Self.number(y), "text_y": Self.number(y + 4), "text_x": String(Self.left - 6), "label": label(value)]
        }
    }

    private var times: [View] {
        let step = max(1, activity.slots.count / 6)
        return stride(from: 0, to: activity.slots.count, by: step).map { ["x": Self.number(x($0)), "text": time($0)] }
    }

    private var rows: [View] {
        activity.slots.enumerated().reversed().filter { $0.element.total > 0 }.map { index, slot in
            [
                "time": zone.text(activity.span.start(of: index), now: now), "succeeded": String(slot.succeeded),
                "failed": String(slot.failed),
                "other": String(slot.other), "median": Show.duration(slot.medianDuration), "p95": Show.duration(slot.p95Duration),
                "delay": Show.duration(slot.p95Delay),
            ]
        }
    }

    private func time(_ slot: Int) -> String { String(zone.clock(activity.span.start(of: slot)).prefix(5)) }

    /// One digit after the point is finer than a screen.
    private static func number(_ value: Double) -> String {
        let tenths = Int(exactly: (value * 10).rounded()) ?? 0
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}

/// An axis from zero to a round number.
struct NiceScale: Equatable {
    let top: Double
    /// Without zero.
    let ticks: [Double]

    /// - Parameters:
    ///   - value: the highest value there is.
    ///   - least: the axis reaches at least this far, above zero.
    init(reaching value: Double, least: Double) {
        var power = 1.0
        let wanted = max(value, least)
        while power * 10 <= wanted { power *= 10 }
        while power > wanted { power /= 10 }
        let step = [0.5, 1, 2, 5].map { $0 * power }.first { $0 * 4 >= wanted } ?? power * 5
        top = step * 4
        ticks = (1...4).map { Double($0) * step }
    }
}
