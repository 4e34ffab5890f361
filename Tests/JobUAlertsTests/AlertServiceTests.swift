import HTTPTypes
import InMemoryTracing
import JobUAlerts
import JobUModel
import JobUStore
import JobUTesting
import Synchronization
import TestSupport
import Testing
import Tracing

@Suite("Telling a webhook", .timeLimit(.minutes(1)))
struct AlertServiceTests {
    @Test("failures arrive in their order, signed, without what is secret")
    func delivered() async throws {
        let harness = try await AlertHarness()
        let receiver = Receiver()
        try await harness.fail(3)
        try await receiver.serve { url in
            try await harness.whileTelling([harness.service(harness.configuration(url))]) {
                try await harness.wait(for: .delivered, count: 3)
            }
        }
        let numbers = try receiver.all.map { message -> JSONValue? in
            guard case .object(let body) = try JSONText.decode(JSONValue.self, from: message.body),
                case .object(let data) = body["data"], case .object(let job) = data["job"]
            else { return nil }
            #expect(body["type"] == .string("failed"))
            #expect(job["error_message"] == .string("no money"))
            return job["id"]
        }
        #expect(numbers == [.int(1), .int(2), .int(3)])
        #expect(Set(receiver.all.map(\.id)).count == 3)
        for message in receiver.all {
            let key = try #require(WebhookKey(AlertHarness.secret))
            #expect(
                message.signature == key.signature(id: message.id, timestamp: try #require(Int64(message.timestamp)), body: message.body))
            #expect(!message.body.contains("hunter2") && !message.body.contains(AlertHarness.secret))
        }
    }

    @Test("a message that is refused is sent again under the same number, until it is taken")
    func retried() async throws {
        let harness = try await AlertHarness()
        let receiver = Receiver(answering: [.internalServerError, .tooManyRequests, .found])
        try await harness.fail(1)
        try await receiver.serve { url in
            try await harness.whileTelling([harness.service(harness.configuration(url))]) { try await harness.wait(for: .delivered) }
        }
        #expect(receiver.all.count == 4)
        #expect(Set(receiver.all.map(\.id)).count == 1)
        #expect(try await harness.deliveries().map(\.attempts) == [4])
    }

    @Test("each attempt is a span with what was answered, and one that was refused is an error")
    func spans() async throws {
        let harness = try await AlertHarness()
        let receiver = Receiver(answering: [.internalServerError])
        let tracer = InMemoryTracer()
        try await harness.fail(1)
        try await withTracer(tracer) {
            try await receiver.serve { url in
                try await harness.whileTelling([harness.service(harness.configuration(url))]) { try await harness.wait(for: .delivered) }
            }
        }
        let spans = tracer.finishedSpans.filter { $0.operationName.hasPrefix("webhook ") }
        #expect(spans.map { $0.attributes.get("http.response.status_code") } == [.int64(500), .int64(204)])
        #expect(spans.map(\.status?.code) == [.error, nil])
        #expect(spans.allSatisfy { $0.kind == .client && $0.attributes.get("jobu.alert.event") == .string("failed") })
    }

    @Test("a webhook that is not there is given up after the last attempt, and one that is gone at once")
    func givenUp() async throws {
        let harness = try await AlertHarness()
        let receiver = Receiver(answering: [.gone])
        try await harness.fail(1)
        try await receiver.serve { url in
            var configuration = harness.configuration(url)
            // Port 9 is where nobody listens.
            var nobody = Webhook(name: "nobody", url: "http://127.0.0.1:9/secret-path", events: [.failed])
            nobody.queues = ["default"]
            configuration.webhooks.append(nobody)
            configuration.attemptsMax = 3
            try await harness.whileTelling([harness.service(configuration)]) { try await harness.wait(for: .dead, count: 2) }
        }
        let dead = try await harness.deliveries().sorted { $0.message.webhook < $1.message.webhook }
        #expect(dead.map(\.message.webhook) == ["nobody", "ops"])
        #expect(dead.map(\.attempts) == [3, 1])
        #expect(dead.first?.lastError?.contains("gave up after attempt 3") == true)
        #expect(dead.first?.lastError?.contains("secret-path") == false)
        #expect(dead.last?.lastError?.contains("410") == true)
    }

    @Test("a webhook that does not answer costs its timeout and another attempt")
    func timeout() async throws {
        let harness = try await AlertHarness()
        let transport = ScriptedTransport { attempt in
            if attempt == 1 { throw WebhookError("no answer within 10 s") }
            return 200
        }
        try await harness.fail(1)
        try await harness.whileTelling([harness.service(harness.configuration("http://a"), transport: transport)]) {
            try await harness.wait(for: .delivered)
        }
        #expect(try await harness.deliveries().map(\.attempts) == [2])
    }

    @Test("an address that is not public is not called")
    func guarded() async throws {
        let harness = try await AlertHarness()
        let receiver = Receiver()
        try await harness.fail(1)
        try await receiver.serve { url in
            let service = harness.service(harness.configuration(url), transport: harness.transport(allowing: []))
            try await harness.whileTelling([service]) { try await harness.wait(for: .dead) }
        }
        #expect(receiver.all.isEmpty)
        #expect(try await harness.deliveries().first?.lastError?.contains("not a public address") == true)
    }

    @Test("two processes send each message once")
    func twoProcesses() async throws {
        let harness = try await AlertHarness()
        let receiver = Receiver()
        let other = harness.fixture.secondProcess()
        try await harness.fail(25)
        try await receiver.serve { url in
            let configuration = harness.configuration(url)
            try await harness.whileTelling([harness.service(configuration), harness.service(configuration, on: other)]) {
                await receiver.wait(for: 25)
            }
        }
        #expect(Set(receiver.all.map(\.id)).count == 25)
        #expect(receiver.all.count == 25)
        try await other.close()
    }

    @Test("a process that dies between sending and noting it leaves the message to another, under the same number")
    func crashed() async throws {
        let harness = try await AlertHarness()
        let receiver = Receiver()
        try await harness.fail(1)
        try await receiver.serve { url in
            let dying = ScriptedTransport { _ in
                _ = try await harness.transport().post(
                    url, headers: [(name: "webhook-id", value: "msg_1")], body: "{}", timeout: .seconds(9))
                throw CancellationError()
            }
            var configuration = harness.configuration(url)
            try await harness.whileTelling([harness.service(configuration, transport: dying)]) { await receiver.wait(for: 1) }
            #expect(try await harness.deliveries().map(\.state) == [.pending])
            // Its lease ends.
            let later = harness.time.wall.now() + .seconds(600)
            let taken = try await harness.fixture.store.claimAlertDeliveries(
                webhook: "ops", now: later, leaseUntil: harness.time.wall.now(), limit: 1)
            #expect(taken.map(\.attempts) == [2])
            configuration.attemptsMax = 9
            try await harness.whileTelling([harness.service(configuration)]) { try await harness.wait(for: .delivered) }
        }
        #expect(receiver.all.map(\.id) == ["msg_1", "msg_1"])
    }

    @Test("late runs and crons that nobody dispatches are told of once each")
    func late() async throws {
        let harness = try await AlertHarness()
        let receiver = Receiver()
        let now = harness.time.wall.now()
        let execution = NewExecution(handlerName: "sample", scheduledTime: now - .seconds(900), trigger: .api)
        _ = try await harness.fixture.store.enqueue(execution, now: now)
        let inTime = NewExecution(handlerName: "sample", scheduledTime: now, trigger: .api)
        _ = try await harness.fixture.store.enqueue(inTime, now: now)
        let definition = CronJobDefinition(name: "nightly", cronExpression: "* * * * *", handlerName: "sample")
        _ = try await harness.fixture.store.createCronJob(definition, nextRunAt: now - .seconds(600), now: now)
        try await receiver.serve { url in
            for _ in 0..<2 {
                try await harness.whileTelling([harness.service(harness.configuration(url))]) {
                    try await harness.wait(for: .delivered, count: 2)
                }
            }
        }
        #expect(receiver.all.count == 2)
        #expect(receiver.all.contains { $0.body.contains(#""name":"nightly""#) })
        #expect(receiver.all.contains { $0.body.contains(#""late_seconds":90"#) })
    }

    @Test("a webhook can be tried out at once")
    func tried() async throws {
        let harness = try await AlertHarness()
        let receiver = Receiver(answering: [.accepted])
        try await receiver.serve { url in
            let configuration = harness.configuration(url) { $0.events = [.inDoubt] }
            let sender = WebhookSender(transport: harness.transport(), configuration: configuration, time: harness.time)
            let status = try await sender.test(configuration.webhooks[0])
            #expect(status == 202)
        }
        #expect(receiver.all.first?.body.contains(#""type":"test""#) == true)
        #expect(receiver.all.first?.signature != nil)
    }
}

/// Answers what a test says.
struct ScriptedTransport: WebhookTransport {
    private final class Count: Sendable {
        let attempts = Mutex(0)
    }

    private let count = Count()
    private let answer: @Sendable (_ attempt: Int) async throws -> Int

    init(_ answer: @escaping @Sendable (_ attempt: Int) async throws -> Int) {
        self.answer = answer
    }

    func post(_ url: String, headers: [(name: String, value: String)], body: String, timeout: Duration) async throws -> Int {
        try await answer(
            count.attempts.withLock { attempts in
                attempts += 1
                return attempts
            })
    }
}
