package import CoreMetrics
import Synchronization

/// The metrics of the process. Created once per process and installed as its metrics system.
///
/// Equal label and dimensions always give the same series.
package final class MetricRegistry: MetricsFactory {
    private let series = Mutex<[SeriesName: Series]>([:])

    package init() {}

    /// All series as Prometheus reads them, text format 0.0.4, sorted by name.
    package var text: String {
        let all = series.withLock(\.self)
        var lines: [String] = []
        var family: String?
        for (name, series) in all.sorted(by: { $0.key < $1.key }) {
            if family != name.label {
                family = name.label
                lines.append("# TYPE \(name.label) \(series.kind.rawValue)")
            }
            lines += series.lines(name)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func find(_ label: String, _ dimensions: [(String, String)], _ kind: SeriesKind) -> Series {
        let name = SeriesName(label: label, dimensions: dimensions)
        return series.withLock { series in
            if let known = series[name] { return known }
            let new = Series(kind)
            series[name] = new
            return new
        }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        find(label, dimensions, .counter)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        find(label, dimensions, .gauge)
    }

    /// A recorder that aggregates becomes a histogram, one that does not a gauge.
    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        find(label, dimensions, aggregate ? .histogram : .gauge)
    }

    /// Durations become histograms of seconds.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        find(label, dimensions, .histogram)
    }

    // What was counted stays: a series that goes away would look like a process that has begun anew.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
