import Foundation
import JobUModel
import JobUTesting
import Testing

@Suite("The wait before a retry")
struct RetryBackoffTests {
    @Test("doubles with every retry, up to its maximum")
    func exponential() {
        let backoff = RetryBackoff(kind: .exponential, baseSeconds: 10, maxSeconds: 100, jitter: 0)
        let waits = (1...6).map { backoff.delay(beforeRetry: $0, random: 0.9) }
        #expect(waits == [.seconds(10), .seconds(20), .seconds(40), .seconds(80), .seconds(100), .seconds(100)])
    }

    @Test("is always the same when fixed, and not above its maximum")
    func fixed() {
        let backoff = RetryBackoff(kind: .fixed, baseSeconds: 10, maxSeconds: 100, jitter: 0)
        #expect([1, 2, 50].map { backoff.delay(beforeRetry: $0, random: 0) } == [.seconds(10), .seconds(10), .seconds(10)])
        #expect(RetryBackoff(kind: .fixed, baseSeconds: 10, maxSeconds: 5).delay(beforeRetry: 1, random: 0) == .seconds(5))
    }

    @Test("stays within its bounds, whatever the numbers", arguments: UInt64(1)...300)
    func bounds(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let backoff = RetryBackoff(
            kind: try #require(RetryBackoff.Kind.allCases.randomElement(using: &random)),
            baseSeconds: Int.random(in: 0...86_400, using: &random), maxSeconds: Int.random(in: 0...604_800, using: &random),
            jitter: Double.random(in: 0...1, using: &random))
        let retry = try #require([0, 1, 2, 10, 41, 64, 1_000_000, Int.max].randomElement(using: &random))
        let wait = backoff.delay(beforeRetry: retry, random: Double.random(in: 0..<1, using: &random))
        #expect(wait >= .zero && wait <= .seconds(backoff.maxSeconds), "\(random)")
        let full = backoff.delay(beforeRetry: retry, random: 0)
        #expect(wait.inSeconds >= full.inSeconds * (1 - backoff.jitter) - 0.000_002, "\(random)")
    }

    @Test("is stored under snake_case keys")
    func coded() throws {
        let text = try JSONText.encode(RetryBackoff(kind: .fixed, baseSeconds: 1, maxSeconds: 2, jitter: 0.5))
        #expect(text == #"{"base_seconds":1,"jitter":0.5,"kind":"fixed","max_seconds":2}"#)
        #expect(try JSONText.decode(RetryBackoff.self, from: text).baseSeconds == 1)
    }
}
