import JobUModel
import JobUStore
import Testing

@testable import JobUAdmin

@Suite("What a form says about a mistake")
struct ProblemTextTests {
    /// Definitions that break every rule between them.
    private static let broken: [CronJobDefinition] = {
        var one = CronJobDefinition(name: "", cronExpression: "0 3 * * *", handlerName: "")
        one.description = String(repeating: "d", count: 501)
        one.handlerParams = "[]"
        one.options.maxRetry = 101
        one.options.timeoutSeconds = 0
        one.options.queue = ""
        one.options.priority = 11
        one.maxConcurrency = 0
        one.misfireGraceSeconds = -1
        one.misfireLimit = 0
        one.tags = Array(repeating: "", count: 21)
        one.startAt = Timestamp(epochSeconds: 2)
        one.endAt = Timestamp(epochSeconds: 1)
        one.options.retryBackoff.jitter = 2
        var other = CronJobDefinition(name: "a\nb", cronExpression: "* * * * *", handlerName: "a\tb")
        other.handlerParams = #"{"x":"\#(String(repeating: "x", count: 70_000))"}"#
        return [one, other]
    }()

    @Test("is there in Korean for every rule of the validator")
    func korean() {
        for definition in Self.broken {
            let problems = CronJobValidator(minIntervalSeconds: 3_600).problems(in: definition)
            #expect(problems.count >= 4)
            for problem in problems {
                #expect(ProblemTexts.text(problem.message, in: .korean) != problem.message, "\(problem)")
                #expect(ProblemTexts.text(problem.message, in: .english) == problem.message)
            }
        }
    }

    @Test("is there in Korean for every way in which a field cannot be read")
    func reading() throws {
        var body: [String: JSONValue] = Dictionary(uniqueKeysWithValues: CronJobRequest.fields.map { ($0, JSONValue.double(0.5)) })
        body["retry_backoff"] = ["kind": "x", "jitter": "x", "base_seconds": 0.5]
        body["tags"] = [1]
        body["start_at"] = "soon"
        let request = try CronJobRequest(JSONBody(body), for: .create)
        let error = #expect(throws: AdminError.self) {
            try request.check(over: CronJobDefinition(name: "a", cronExpression: "0 3 * * *", handlerName: "a"))
        }
        for problem in error?.problems ?? [] {
            #expect(problem.translated(.korean).message != problem.message, "\(problem)")
        }
    }
}
