@testable import JobUAlerts
import JobUModel
import JobUStore
import Testing

@Suite("Who is told of what")
struct AlertMessageTests {
    private let failed = Alert(
        .failed, subject: "job:1:1", occurredAt: Timestamp(epochSeconds: 1_767_225_600),
        scope: Alert.Scope(handler: "report", queue: "night", tags: ["money", "daily"]), data: ["job": .object(["id": .int(1)])])

    private func isAlerted(_ change: (inout Webhook) -> Void) throws -> Bool {
        var webhook = Webhook(name: "ops", url: "", events: [.failed])
        change(&webhook)
        return try !AlertMessage.deliveries([failed], to: [webhook]).isEmpty
    }

    @Test("a webhook hears of the events, tags, queues and handlers it asked for")
    func filters() throws {
        #expect(try isAlerted { _ in })
        #expect(try isAlerted { $0.tags = ["money", "other"] })
        #expect(try !isAlerted { $0.tags = ["other"] })
        #expect(try isAlerted { $0.queues = ["night"] })
        #expect(try !isAlerted { $0.queues = ["day"] })
        #expect(try isAlerted { $0.handlers = ["report"] })
        #expect(try !isAlerted { $0.handlers = ["other"] })
        #expect(try !isAlerted { $0.events = [.late, .deadWorker, .inDoubt] })
    }

    @Test("filters do not keep back what has no tags, queue and handler")
    func unscoped() throws {
        var webhook = Webhook(name: "ops", url: "", events: [.deadWorker])
        webhook.tags = ["money"]
        let dead = Alert(.deadWorker, subject: "worker:1", occurredAt: failed.occurredAt, data: [:])
        #expect(try AlertMessage.deliveries([dead, failed], to: [webhook]).map(\.subject) == ["worker:1"])
    }

    @Test("a message has type, timestamp and data")
    func body() throws {
        #expect(
            try AlertMessage.body(of: failed) == #"{"data":{"job":{"id":1}},"timestamp":"2026-01-01T00:00:00Z","type":"failed"}"#)
    }
}
