import JobUDatabase
import JobUHandler
import JobUModel
import JobUTesting
import Logging
import Synchronization
import Testing

@Suite("what happens around a handler")
struct MiddlewareTests {
    private func run(
        _ handler: some JobHandler, _ middleware: [any JobMiddleware] = [], params: String = "{}", on clock: TestClock = TestClock()
    ) async throws -> HandlerResult {
        let context = JobContext(
            execution: claimed(1), deadline: midnight + .seconds(60),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            databases: JobDatabases([]), wall: TestWallClock(clock, start: midnight), report: { _, _ in })
        return try await RegisteredHandler(handler, middleware: middleware).execute(params, context)
    }

    @Test("the app's lies around the handler's own, and the first of a list is the outermost")
    func order() async throws {
        let notes = Notes()
        let own = Noting(name: "own", notes: notes)
        let result = try await run(Noted(notes: notes, own: [own]), [Noting(name: "a", notes: notes), Noting(name: "b", notes: notes)])
        #expect(notes.all == ["a in", "b in", "own in", "work", "own out", "b out", "a out"])
        #expect(result == .success)
    }

    @Test("an answer before the handler keeps it from being called")
    func shortCircuit() async throws {
        let notes = Notes()
        let result = try await run(
            Noted(notes: notes),
            [Noting(name: "a", notes: notes), BeforeHandler { _ in .snooze(.seconds(600)) }, Noting(name: "b", notes: notes)])
        #expect(notes.all == ["a in", "a out"])
        #expect(result == .snooze(.seconds(600)))
        #expect(try await run(Noted(notes: notes), [BeforeHandler { _ in nil }]) == .success)
    }

    @Test("an error reaches those outside as it is, and is told to those who only listen")
    func errors() async throws {
        let notes = Notes()
        let listener = AfterHandler { call, ending in
            if case .failure(let error) = ending { notes.add("\(call.context.handlerName): \(error) after \(call.context.elapsed)") }
        }
        let clock = TestClock()
        clock.advance(by: .seconds(2))
        await #expect(throws: Refusal.self) { try await run(Noted(notes: notes, error: Refusal()), [listener], on: clock) }
        #expect(notes.all == ["work", "sample: no after 2.0 seconds"])
    }

    @Test("cancellation passes through as cancellation")
    func cancellation() async throws {
        let notes = Notes()
        let listener = AfterHandler { _, ending in
            if case .failure(is CancellationError) = ending { notes.add("cancelled") }
        }
        await #expect(throws: CancellationError.self) {
            try await run(Noted(notes: notes, error: CancellationError()), [listener])
        }
        #expect(notes.all == ["work", "cancelled"])
    }

    @Test("a failure in front keeps the handler from being called")
    func failureBefore() async throws {
        let notes = Notes()
        await #expect(throws: Refusal.self) { try await run(Noted(notes: notes), [BeforeHandler { _ in throw Refusal() }]) }
        #expect(notes.all.isEmpty)
    }

    @Test(
        "parameters that do not fit are named, with what is there, and never with their value",
        arguments: [
            (#"{}"#, "'order_id' is missing"), (#"{"orderId": 1}"#, "'order_id' is missing; did you mean it by 'orderId'?"),
            (#"{"order_id": "geheim"}"#, "'order_id' must be a whole number, not a text"),
            (#"{"order_id": null}"#, "'order_id' must be a whole number, not null"),
            (
                #"{"order_id": 1, "items": [{"color": "red"}, {"color": "geheim"}]}"#,
                "'items[1].color' has a value (a text) that is not allowed there"
            ),
            (#"{"order_id": 1, "items": {}}"#, "'items' must be a list, not an object"),
            (#"[]"#, "'handler_params' must be an object, not a list"),
        ])
    func params(params: String, words: String) async throws {
        let error = await #expect(throws: HandlerError.self) { try await run(Strict(), params: params) }
        #expect(error?.message == "invalid handler_params: " + words)
        #expect(error?.isRetryable == false)
    }
}

private struct Refusal: RetryableError, CustomStringConvertible {
    let isRetryable = false
    let description = "no"
}

private final class Notes: Sendable {
    private let notes = Mutex<[String]>([])
    var all: [String] { notes.withLock(\.self) }
    func add(_ note: String) { notes.withLock { $0.append(note) } }
}

private struct Noting: JobMiddleware {
    let name: String
    let notes: Notes

    func around(_ call: JobCall, _ next: (JobCall) async throws -> HandlerResult) async throws -> HandlerResult {
        notes.add("\(name) in")
        defer { notes.add("\(name) out") }
        return try await next(call)
    }
}

private struct Noted: JobHandler {
    static let name = "sample"
    let notes: Notes
    var error: (any Error)?
    var own: [any JobMiddleware] = []

    var middleware: [any JobMiddleware] { own }

    func execute(_ params: NoParams, context: JobContext) async throws -> HandlerResult {
        notes.add("work")
        if let error { throw error }
        return .success
    }
}

private struct Strict: JobHandler {
    static let name = "strict"

    enum Color: String, Decodable { case red }
    struct Item: Decodable { var color: Color }
    struct Params: Decodable {
        var orderID: Int
        var items: [Item]?
        enum CodingKeys: String, CodingKey {
            case orderID = "order_id"
            case items
        }
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult { .success }
}
