import Foundation
import HTTPTypes
import HummingbirdTesting
import JobUModel
import JobUStore
import JobUTesting
import NIOCore
import Testing

@Suite("Random input")
struct FuzzTests {
    @Test("never makes a route answer 500", arguments: 1...4 as ClosedRange<UInt64>)
    func neverFails(seed: UInt64) async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            _ = try await harness.execution()
            var noise = Noise(seed: seed)
            for _ in 1...12 {
                for route in harness.routes where route.uri != "/api/events" && route.method != .delete && !route.uri.hasSuffix("/delete") {
                    let uri = noise.uri(route.uri)
                    let reply = try await harness.client.execute(
                        uri: uri, method: route.method, headers: noise.headers(), body: route.changes ? noise.body() : nil)
                    #expect(reply.status.code < 500, "seed \(seed): \(route.method) \(uri)")
                }
            }
        }
    }
}

/// Requests that are nearly right.
private struct Noise {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func uri(_ uri: String) -> String {
        var uri = uri
        if Bool.random(using: &random) { uri = uri.replacing("/1", with: "/" + escaped(text())) }
        guard Bool.random(using: &random) else { return uri }
        return uri + "?"
            + (0...3).map { _ in "\(pick(Self.names))=\(Bool.random(using: &random) ? escaped(text()) : pick(Self.texts))" }
            .joined(separator: "&")
    }

    mutating func headers() -> HTTPFields {
        var headers: HTTPFields = [
            .contentType: pick(["application/json", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "x"])
        ]
        for name in [HTTPField.Name.ifMatch, .ifNoneMatch, .acceptLanguage, .cookie, .accept]
        where Int.random(in: 0...3, using: &random) == 0 {
            headers[name] = pick(Self.texts).filter { $0.isASCII && !$0.isNewline && $0 != "\0" }
        }
        return headers
    }

    mutating func body() -> ByteBuffer {
        switch Int.random(in: 0...3, using: &random) {
        case 0: ByteBuffer(bytes: (0...Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
        case 1: ByteBuffer(string: (0...8).map { _ in "\(pick(Self.names))=\(escaped(text()))" }.joined(separator: "&"))
        default:
            ByteBuffer(
                string: "{"
                    + Set((0...8).map { _ in pick(Self.names) }).sorted().map { "\"\($0)\":\(pick(Self.values))" }.joined(separator: ",")
                    + "}")
        }
    }

    private mutating func text() -> String { pick(Self.texts) }

    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }

    private func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private static let names = [
        "page", "size", "q", "tag", "is_enabled", "status", "cron_id", "from_date", "to_date", "count", "after", "before", "limit", "lang",
        "notice",
        "done", "name", "cron_expression", "time_zone", "handler_name", "handler_params", "max_retry", "timeout_seconds", "retry_backoff",
        "retry_backoff.jitter", "start_at", "end_at", "tags", "priority", "queue", "max_concurrency", "overlap_policy", "allow_overlap",
        "action", "ids", "back", "version", "reason", "run_at", "unique_key", "day_match", "misfire_limit",
    ]

    private static let texts = [
        "", "1", "-1", "0", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e9", "NaN", "abc", "true", "%", "%zz",
        "%00", "%FF%FE", "\u{301}", "<script>", "' OR 1=1 --", "null", "[]", "{}", "* * * * *", "0 0 31 2 *", "*/0 * * * *", "UTC",
        "Asia/Seoul", "../../etc/passwd", "2026-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "0000-01-01T00:00:00Z", "allow", "delete",
        "job_enqueued", "ko", "en", "a,b,,c", "한국어", "🙂", String(repeating: "x", count: 600),
    ]

    private static let values = [
        "null", "true", "false", "0", "1", "-1", "1.5", "1e308", "9223372036854775807", "-9223372036854775808", "18446744073709551616",
        "[]",
        "{}", "[1]", "[\"a\"]", "\"\"", "\"a\"", "\"\\u0000\"", "\"\\ud800\"", "\"* * * * *\"", "\"9999-12-31T23:59:59Z\"",
        "\"0000-01-01T00:00:00Z\"", "{\"jitter\":0.5}", "\"allow\"", "\"retry\"", "\"sample\"", "\"UTC\"",
    ]
}
