import CoreMetrics
import JobUComposition
import Testing

@Suite("Metrics for Prometheus")
struct MetricRegistryTests {
    @Test("counters grow, gauges say the last value, and the same name is the same series")
    func numbers() {
        let registry = MetricRegistry()
        let first = Counter(label: "jobu_b_total", dimensions: [("status", "SUCCESS")], factory: registry)
        let second = Counter(label: "jobu_b_total", dimensions: [("status", "SUCCESS")], factory: registry)
        first.increment()
        second.increment(by: 2)
        let gauge = Gauge(label: "jobu_a", factory: registry)
        gauge.record(7)
        gauge.record(2.5)
        #expect(
            registry.text == """
                # TYPE jobu_a gauge
                jobu_a 2.5
                # TYPE jobu_b_total counter
                jobu_b_total{status="SUCCESS"} 3

                """)
    }

    @Test("durations become histograms of seconds, whose buckets hold all that is smaller")
    func histogram() {
        let registry = MetricRegistry()
        let timer = Timer(label: "jobu_run_seconds", dimensions: [("handler", "정산")], factory: registry)
        timer.recordNanoseconds(1_000_000)
        timer.recordNanoseconds(2_000_000_000)
        timer.recordNanoseconds(7_200_000_000_000)
        let lines = registry.text.split(separator: "\n")
        #expect(lines.first == "# TYPE jobu_run_seconds histogram")
        #expect(lines.contains(#"jobu_run_seconds_bucket{handler="정산",le="0.001"} 1"#))
        #expect(lines.contains(#"jobu_run_seconds_bucket{handler="정산",le="1"} 1"#))
        #expect(lines.contains(#"jobu_run_seconds_bucket{handler="정산",le="2.5"} 2"#))
        #expect(lines.contains(#"jobu_run_seconds_bucket{handler="정산",le="3600"} 2"#))
        #expect(lines.contains(#"jobu_run_seconds_bucket{handler="정산",le="+Inf"} 3"#))
        #expect(lines.contains(#"jobu_run_seconds_sum{handler="정산"} 7202.001"#))
        #expect(lines.contains(#"jobu_run_seconds_count{handler="정산"} 3"#))
    }

    @Test("names and values of any kind make lines that can be read")
    func escaped() {
        let registry = MetricRegistry()
        Counter(label: "http.server-requests", dimensions: [("1st", "a\"b\\c\nd")], factory: registry).increment()
        #expect(registry.text.contains(#"http_server_requests{_1st="a\"b\\c\nd"} 1"#))
    }

    @Test("what many tasks count at once is all counted")
    func concurrent() async {
        let registry = MetricRegistry()
        await withTaskGroup(of: Void.self) { tasks in
            for index in 0..<8 {
                tasks.addTask {
                    for _ in 0..<1_000 {
                        Counter(label: "jobu_c_total", dimensions: [("half", "\(index % 2)")], factory: registry).increment()
                        Timer(label: "jobu_t_seconds", dimensions: [], factory: registry).recordNanoseconds(1)
                    }
                }
            }
        }
        #expect(registry.text.contains(#"jobu_c_total{half="0"} 4000"#))
        #expect(registry.text.contains("jobu_t_seconds_count 8000"))
    }
}
