import JobUHandler
import JobUModel
import Testing

@testable import JobUWorker

@Suite("What the ending of an attempt means")
struct OutcomeDecisionTests {
    private struct Nameless: Error, CustomStringConvertible {
        var description: String { "" }
    }

    private func outcome(of error: any Error, _ stop: StopReason?) -> ExecutionOutcome? {
        OutcomeDecision.outcome(of: .failure(error), stop, claimed(1))
    }

    @Test(
        "a result counts, whatever was asked of the handler meanwhile",
        arguments: [nil, StopReason.timeout, .cancelRequested, .shutdown])
    func result(_ stop: StopReason?) {
        #expect(OutcomeDecision.outcome(of: .success(.success(result: "1")), stop, claimed(1)) == .success(result: "1"))
    }

    @Test("nothing counts once the lease is lost")
    func leaseLost() {
        #expect(OutcomeDecision.outcome(of: .success(.success(result: "1")), .leaseLost, claimed(1)) == nil)
        #expect(outcome(of: CancellationError(), .leaseLost) == nil)
    }

    @Test(
        "an error of a handler that was asked to stop means what it was asked for",
        arguments: [
            (StopReason.timeout, ExecutionOutcome.timeout(message: "timed out after 60 s")),
            (.cancelRequested, .cancelled(reason: "cancelled")), (.shutdown, .interrupted),
        ])
    func stopped(_ stop: StopReason, _ expected: ExecutionOutcome) {
        #expect(outcome(of: CancellationError(), stop) == expected)
        #expect(outcome(of: HandlerError("no"), stop) == expected)
    }

    @Test("an error of its own is a failure that says what the error says")
    func failures() {
        #expect(outcome(of: HandlerError("no"), nil) == .failure(message: "no", isRetryable: true))
        #expect(outcome(of: HandlerError.permanent("no"), nil) == .failure(message: "no", isRetryable: false))
        #expect(outcome(of: CancellationError(), nil) == .failure(message: "the handler cancelled its own task", isRetryable: true))
        #expect(outcome(of: Nameless(), nil) == .failure(message: "Nameless", isRetryable: true))
    }

    @Test("what a handler decides becomes what is stored")
    func decisions() throws {
        let sent = HandlerResult.success("sent", data: ["to": .string("a")])
        #expect(try ExecutionOutcome(sent) == .success(result: #"{"action":"sent","data":{"to":"a"}}"#))
        #expect(try ExecutionOutcome(.cancel("a\u{0}")) == .cancelled(reason: "a\u{FFFD}"))
        #expect(try ExecutionOutcome(.snooze(.seconds(9))) == .snoozed(.seconds(9)))
        #expect(try ExecutionOutcome(.snooze(.seconds(-9))) == .snoozed(.seconds(1)))
        #expect(throws: EncodingError.self) {
            try ExecutionOutcome(HandlerResult.success("sent", data: ["ratio": .double(.infinity)]))
        }
    }
}

@Suite("Text on its way into a column")
struct StoredTextTests {
    @Test(
        "has no NUL and is cut at a size, never within a character's bytes without a mark",
        arguments: [
            ("", ""), ("plain", "plain"), ("a\u{0}b\u{0}", "a\u{FFFD}b\u{FFFD}"), ("12345678", "12345678"),
            ("123456789", "12345678… (cut)"), ("1234567é", "1234567\u{FFFD}… (cut)"),
        ])
    func clean(_ text: String, _ expected: String) {
        #expect(StoredText.clean(text, sizeMax: 8) == expected)
    }
}
