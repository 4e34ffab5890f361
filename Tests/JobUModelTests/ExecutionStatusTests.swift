import JobUModel
import Testing

@Suite("The states of an execution")
struct ExecutionStatusTests {
    @Test("have the exits that the product names")
    func exits() {
        let exits: [ExecutionStatus: Set<ExecutionStatus>] = [
            .pending: [.running, .cancelled, .skipped],
            .running: [.success, .retry, .failed, .timeout, .cancelled, .pending],
            .retry: [.running, .cancelled],
            .success: [], .skipped: [],
            .failed: [.pending], .timeout: [.pending], .cancelled: [.pending],
        ]
        for status in ExecutionStatus.allCases { #expect(status.exits == exits[status], "\(status)") }
    }

    @Test("wait, run or have ended: one of the three")
    func kinds() {
        #expect(ExecutionStatus.allCases.filter(\.isWaiting) == [.pending, .retry])
        #expect(ExecutionStatus.allCases.filter(\.isFinished) == [.success, .failed, .timeout, .cancelled, .skipped])
        #expect(ExecutionStatus.allCases.filter(\.isRetryable) == [.failed, .timeout, .cancelled])
    }

    @Test("are spelled as they are stored")
    func spelling() {
        let spellings = ["PENDING", "RUNNING", "RETRY", "SUCCESS", "FAILED", "TIMEOUT", "CANCELLED", "SKIPPED"]
        #expect(ExecutionStatus.allCases.map(\.rawValue) == spellings)
    }

    @Test("forbidding overlap is a limit of one run", arguments: OverlapPolicy.allCases)
    func concurrencyLimit(policy: OverlapPolicy) {
        var definition = CronJobDefinition(name: "any", cronExpression: "* * * * *", handlerName: "any")
        definition.overlapPolicy = policy
        #expect(definition.concurrencyLimit == (policy == .allow ? nil : 1))
        definition.maxConcurrency = 4
        #expect(definition.concurrencyLimit == (policy == .allow ? 4 : 1))
    }
}
