import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Logging
import NIOCore
import Testing

/// An admin over a store of its own, asked without a network.
struct AdminHarness: Sendable {
    let fixture: TestStore
    let time: TimeSource
    let client: any TestClientProtocol
    /// Every route there is, with 1 for each number in its path.
    let routes: [AdminRoute]

    /// Runs `body` against a new admin.
    static func open(
        _ change: (inout AdminConfiguration) -> Void = { _ in }, storeFault: StoreFault? = nil, time: TimeSource = .system,
        _ body: @escaping @Sendable (AdminHarness) async throws -> Void
    ) async throws {
        let fixture = try await TestStore.sqlite()
        var configuration = AdminConfiguration()
        // The real cost is for real passwords.
        configuration.passwordCost = PasswordCost(logN: 4, parallelism: 1)
        change(&configuration)
        let editor = CronJobEditor(store: fixture.store, validator: CronJobValidator(minIntervalSeconds: 60), wall: time.wall)
        let router = try AdminApplication.router(
            store: fixture.store, editor: editor, signals: fixture.signals, time: time, configuration: configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, storeFault: { storeFault })
        let routes = router.routes.map { route in
            let path = route.path.description
            let uri = path.replacing("{id}", with: "1").replacing("{version}", with: "0").replacing("{name}", with: "jobu.css")
            return AdminRoute(method: route.method, path: path, uri: uri)
        }
        try await Application(responder: AdminApplication.responder(router, configuration)).test(.router) { client in
            try await body(AdminHarness(fixture: fixture, time: time, client: client, routes: routes))
        }
    }

    func get(_ uri: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await client.execute(uri: uri, method: .get, headers: headers)
    }

    /// Sends a JSON body as it is written.
    func send(
        _ method: HTTPRequest.Method, _ uri: String, _ json: String? = nil, _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if json != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await client.execute(uri: uri, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) })
    }

    /// Posts a form as a browser does.
    func post(_ uri: String, form: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await client.execute(uri: uri, method: .post, headers: headers, body: ByteBuffer(string: form))
    }

    func cron(
        _ name: String = "nightly", handler: String = "sample", _ change: (inout CronJobDefinition) -> Void = { _ in }
    ) async throws -> CronJob {
        var definition = CronJobDefinition(name: name, cronExpression: "0 3 * * *", handlerName: handler)
        change(&definition)
        let now = time.wall.now()
        return try await fixture.store.createCronJob(definition, nextRunAt: try definition.nextRunAt(after: now), now: now)
    }

    func execution(handler: String = "sample", _ change: (inout NewExecution) -> Void = { _ in }) async throws -> ExecutionID {
        let now = time.wall.now()
        var execution = NewExecution(handlerName: handler, scheduledTime: now, trigger: .api)
        change(&execution)
        guard case .created(let id) = try await fixture.store.enqueue(execution, now: now) else {
            throw AdminHarnessError(what: "the execution exists already")
        }
        return id
    }

    func worker(handlers: [String] = ["sample"], ofAdmins: Set<String> = []) async throws -> WorkerID {
        let now = time.wall.now()
        return try await fixture.store.register(
            WorkerRegistration(
                host: "host-1", pid: 7, version: "1", handlers: handlers, handlersOfAdmins: ofAdmins, queues: nil, capacity: 4),
            now: now, leaseUntil: now + .seconds(600))
    }

    /// A message to a webhook that was given up.
    func deadAlert(webhook: String = "ops") async throws {
        let now = time.wall.now()
        let message = NewAlertDelivery(
            webhook: webhook, event: .failed, subject: "job:1:1", body: #"{"type":"failed","data":{"job":{"error_message":"<b>no</b>"}}}"#)
        _ = try await fixture.store.addAlertDeliveries([message], now: now)
        for taken in try await fixture.store.claimAlertDeliveries(webhook: webhook, now: now, leaseUntil: now, limit: 9) {
            _ = try await fixture.store.finishAlertDelivery(taken, .dead(error: "the webhook responded 500"), now: now)
        }
    }

    /// Claims what waits and ends it this way; nil leaves it running.
    func run(_ outcome: ExecutionOutcome?, handlers: [String] = ["sample"]) async throws {
        let worker = try await worker(handlers: handlers)
        let now = time.wall.now()
        let claimed = try await fixture.store.claim(
            ClaimRequest(worker: worker, limit: 10, handlers: handlers, queues: nil, now: now))
        guard let outcome else { return }
        for execution in claimed {
            let transition = ExecutionTransition.next(after: outcome, of: execution, now: now, random: 0)
            _ = try await fixture.store.finish(
                [FinishRequest(lease: execution.lease, transition: transition, startedAt: execution.startedAt)], now: now)
        }
    }
}

struct AdminRoute: Sendable {
    var method: HTTPRequest.Method
    /// As the router spells it.
    var path: String
    var uri: String

    var changes: Bool { ![.get, .head].contains(method) }
}

struct AdminHarnessError: Error { var what: String }

extension TestResponse {
    var text: String { String(buffer: body) }

    var json: JSONValue {
        get throws { try JSONText.decode(JSONValue.self, from: text) }
    }
}

extension JSONValue {
    subscript(key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    subscript(index: Int) -> JSONValue? {
        if case .array(let items) = self, items.indices.contains(index) { items[index] } else { nil }
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }
    var items: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
    var keys: Set<String> { if case .object(let object) = self { Set(object.keys) } else { [] } }
}
