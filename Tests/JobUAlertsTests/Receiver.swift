import HTTPTypes
import Hummingbird
import JobUAlerts
import JobUHTTP
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Logging
import LoopbackServer
import NIOCore
import ServiceLifecycle
import Synchronization
import Testing

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A server that is sent messages, and answers what a test says.
final class Receiver: Sendable {
    struct Message: Sendable {
        var id: String
        var timestamp: String
        var signature: String?
        var body: String
    }

    private let answers: Mutex<[HTTPResponse.Status]>
    private let messages = Mutex<[Message]>([])
    private let arrived: AsyncStream<Void>
    private let arrival: AsyncStream<Void>.Continuation

    /// - Parameter answers: to the first messages; all others are taken.
    init(answering answers: [HTTPResponse.Status] = []) {
        self.answers = Mutex(answers)
        (arrived, arrival) = AsyncStream.makeStream()
    }

    var all: [Message] { messages.withLock(\.self) }

    /// Returns when this many messages have come.
    func wait(for count: Int) async {
        guard all.count < count else { return }
        for await _ in arrived where all.count >= count { return }
    }

    /// Serves on loopback while `body` runs.
    func serve(_ body: @escaping @Sendable (_ url: String) async throws -> Void) async throws {
        let router = Router()
        router.post("hook") { [self] request, _ -> HTTPResponse.Status in
            let text = String(buffer: try await request.body.collect(upTo: 100_000))
            func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { request.headers[$0] } }
            messages.withLock {
                $0.append(
                    Message(
                        id: header("webhook-id") ?? "", timestamp: header("webhook-timestamp") ?? "",
                        signature: header("webhook-signature"), body: text))
            }
            defer { arrival.yield() }
            return answers.withLock { $0.isEmpty ? .noContent : $0.removeFirst() }
        }
        try await Application(router: router, logger: silent).serve { port in
            try await body("http://127.0.0.1:\(port)/hook")
        }
    }
}

/// A store with failures, and services that tell of them.
struct AlertHarness: Sendable {
    let fixture: TestStore
    let time = TimeSource.system

    init() async throws { fixture = try await .sqlite() }

    func configuration(_ url: String, _ change: (inout Webhook) -> Void = { _ in }) -> AlertConfiguration {
        var webhook = Webhook(name: "ops", url: url, key: WebhookKey(Self.secret), events: Set(AlertEvent.allCases))
        change(&webhook)
        var configuration = AlertConfiguration()
        configuration.webhooks = [webhook]
        configuration.interval = .milliseconds(5)
        configuration.timeout = .seconds(20)
        configuration.backoff = RetryBackoff(kind: .fixed, baseSeconds: 0, jitter: 0)
        return configuration
    }

    static let secret = "a secret of many letters"

    func transport(allowing exceptions: [String] = ["127.0.0.1"]) -> HTTPWebhookTransport {
        let policy = OutboundPolicy(exceptions: exceptions.compactMap(OutboundAllowance.init))
        return HTTPWebhookTransport(OutboundClient(policy: policy, clock: time.clock))
    }

    func service(
        _ configuration: AlertConfiguration, on store: SQLJobStore? = nil, transport: (any WebhookTransport)? = nil
    ) -> AlertService {
        AlertService(
            store: store ?? fixture.store, transport: transport ?? self.transport(), configuration: configuration, time: time,
            logger: silent)
    }

    /// Runs services while `body` does.
    func whileTelling(_ services: [AlertService], _ body: @escaping @Sendable () async throws -> Void) async throws {
        let group = ServiceGroup(services: services, logger: silent)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Runs that fail for good.
    func fail(_ count: Int) async throws {
        let now = time.wall.now()
        let registration = WorkerRegistration(host: "", pid: 0, version: "", handlers: ["sample"], queues: nil, capacity: count)
        let worker = try await fixture.store.register(registration, now: now, leaseUntil: now + .seconds(600))
        for _ in 0..<count {
            var execution = NewExecution(handlerName: "sample", scheduledTime: now, trigger: .api)
            execution.handlerParams = #"{"password": "hunter2"}"#
            _ = try await fixture.store.enqueue(execution, now: now)
            let request = ClaimRequest(worker: worker, limit: 1, handlers: ["sample"], queues: nil, now: now)
            let claimed = try #require(try await fixture.store.claim(request).first)
            let outcome = ExecutionOutcome.failure(message: "no money", isRetryable: false)
            let next = ExecutionTransition.next(after: outcome, of: claimed, now: now, random: 0)
            _ = try await fixture.store.finish([FinishRequest(lease: claimed.lease, transition: next, startedAt: now)], now: now)
        }
    }

    func deliveries() async throws -> [AlertDelivery] {
        try await fixture.store.alertDeliveries(AlertDeliveryFilter(), page: Page(size: 100)).items
    }

    /// Waits until a message is in this state.
    func wait(for state: AlertDeliveryState, count: Int = 1) async throws {
        let changes = fixture.signals.listener(to: [.pages])
        while try await deliveries().filter({ $0.state == state }).count < count {
            _ = try await changes.wait(for: nil, clock: time.clock)
        }
    }
}
