package import JobUModel
import JobUStore

/// Why a cron did, or did not, run at an instant.
package struct ExplainReply: Encodable, Sendable {
    private let facts: InstantFacts
    private let explanation: InstantExplanation

    package init(_ facts: InstantFacts, _ explanation: InstantExplanation) {
        self.facts = facts
        self.explanation = explanation
    }

    enum CodingKeys: String, CodingKey {
        case at, verdict, text, job
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(facts.instant, forKey: .at)
        try container.encode(explanation.verdict.rawValue, forKey: .verdict)
        try container.encode(explanation.text, forKey: .text)
        try container.encode(facts.execution.map { ExecutionReply($0) }, forKey: .job)
    }
}

/// The same for a window of time.
struct ExplainListReply: Encodable, Sendable {
    /// Latest first.
    var items: [ExplainReply]
    /// The `to` of the part before this one.
    var next: Timestamp?

    enum CodingKeys: String, CodingKey { case items, next }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}
