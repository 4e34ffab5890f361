import ArgumentParser
import JobUAdmin
import JobUModel
import JobUStore

struct JobListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List jobs.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "The number or name of a cron.") var cron: String?
    @Option(help: "A status, such as FAILED; repeat the option for more.") var status: [ExecutionStatus] = []
    @Option(help: "A handler.") var handler: String?
    @Option(help: "A queue.") var queue: String?
    @Option(help: "Part of a name or error.") var q: String?
    @Option(help: "Sort order.") var sort = ExecutionSort.newest
    @OptionGroup var place: ListOptions
    @Option(help: "Jobs on a page, 1 to 100.") var size = 20

    func run() async throws {
        try await LocalStore.use(common) { local in
            var filter = ExecutionFilter()
            if let cron { filter.cronJobID = try await local.cronJob(cron).id }
            filter.statuses = status
            filter.handler = handler
            filter.queue = queue
            filter.search = q
            let page = try place.page(size: size, accepting: filter.accepts)
            let found = try await local.store.executions(filter, sort: sort, page: page)
            if output.json {
                return try Terminal.say(
                    json: ListReply(found, page: page, tellsSearch: true) { ExecutionReply($0) })
            }
            if !found.items.isEmpty { Terminal.say(Self.table(found.items).text) }
            if let last = found.searchedUntil, let next = found.next {
                let looked = "searched \(filter.searchedMax) jobs, up to \(last)"
                return Terminal.say("\(found.items.isEmpty ? "No jobs found; " : "")\(looked) (next: --after \(next.text))")
            }
            guard !found.items.isEmpty else { return Terminal.say("No jobs.") }
            ListOptions.sayRest(of: found)
        }
    }

    private static func table(_ executions: [Execution]) -> Table {
        var table = Table("ID", "CRON", "HANDLER", "SCHEDULED", "STATUS", "ATTEMPT", "ERROR")
        for execution in executions {
            table.add(
                "\(execution.id)", execution.cronName ?? "-", execution.handlerName, "\(execution.scheduledTime)",
                execution.status.rawValue, "\(execution.attempt)",
                execution.errorMessage ?? "")
        }
        return table
    }
}
