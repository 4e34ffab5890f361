import CoreMetrics
import Synchronization

/// What a series is, in Prometheus' word.
enum SeriesKind: String, Sendable {
    case counter, gauge, histogram
}

/// One series: a number that grows, a number that goes up and down, or how many values fell below each bound.
final class Series: Sendable {
    /// Bucket limits in seconds, from a round trip to an execution of an hour.
    static let bounds: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600,
    ]

    private struct State {
        /// The value, or the sum of all values.
        var value = 0.0
        var count: UInt64 = 0
        /// Values up to each bound, without those up to the bound before.
        var buckets: [UInt64] = []
    }

    let kind: SeriesKind
    private let state: Mutex<State>

    init(_ kind: SeriesKind) {
        self.kind = kind
        var first = State()
        if kind == .histogram { first.buckets = Array(repeating: 0, count: Self.bounds.count) }
        state = Mutex(first)
    }

    private func observe(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = Self.bounds.firstIndex { value <= $0 }
        state.withLock { state in
            state.value += value
            state.count += 1
            if let bucket { state.buckets[bucket] += 1 }
        }
    }

    private func assign(_ change: (inout Double) -> Void) {
        state.withLock { change(&$0.value) }
    }

    func lines(_ name: SeriesName) -> [String] {
        let state = state.withLock(\.self)
        guard kind == .histogram else { return ["\(name.text) \(Self.number(state.value))"] }
        var total: UInt64 = 0
        let buckets = zip(Self.bounds, state.buckets).map { bound, count in
            total += count
            return "\(name.text("_bucket", and: ("le", Self.number(bound)))) \(total)"
        }
        return buckets + [
            "\(name.text("_bucket", and: ("le", "+Inf"))) \(state.count)", "\(name.text("_sum")) \(Self.number(state.value))",
            "\(name.text("_count")) \(state.count)",
        ]
    }

    /// Whole numbers without a point.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
    }
}

extension Series: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    func increment(by amount: Int64) { assign { $0 += Double(amount) } }
    func reset() { assign { $0 = 0 } }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { assign { $0 = value } }
    func increment(by amount: Double) { assign { $0 += amount } }
    func decrement(by amount: Double) { assign { $0 -= amount } }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { if kind == .histogram { observe(value) } else { set(value) } }
    func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1e9) }
    func preferDisplayUnit(_ unit: TimeUnit) {}
}
