import ArgumentParser
import JobUModel
import JobUStore

/// The fields of a cron as options; what is not given stays as it is.
struct CronFields: ParsableArguments {
    @Option(help: "What it is for.") var description: String?
    @Option(name: .customLong("tz"), help: "IANA time zone, such as Asia/Seoul.") var timeZone: String?
    @Option(help: ArgumentHelp("Parameters of the handler, a JSON object.", valueName: "json")) var params: String?
    @Option(help: "allow, skip, queue or cancel_running: if an earlier job is unfinished.") var overlap: OverlapPolicy?
    @Option(help: "fire_once, skip or catch_up: if scheduled times were missed.") var misfire: MisfirePolicy?
    @Option(help: "How many missed scheduled times catch_up runs.") var misfireLimit: Int?
    @Option(help: ArgumentHelp("Delay that does not count as a misfire.", valueName: "seconds")) var misfireGrace: Int?
    @Option(help: "Retries after the first attempt.") var maxRetry: Int?
    @Option(help: ArgumentHelp("Time limit of one attempt.", valueName: "seconds")) var timeout: Int?
    @Option(help: "The queue of its jobs.") var queue: String?
    @Option(parsing: .unconditional, help: "-10 to 10; one step counts like a minute of waiting.") var priority: Int?
    @Option(help: "Its jobs running at the same time; 0 for no limit.") var maxConcurrency: Int?
    @Option(help: "vixie, or, and: how the two day fields combine.") var dayMatch: String?
    @Option(help: ArgumentHelp("A tag; repeat the option for more. An empty tag clears them.", valueName: "tag")) var tag: [String] = []

    func apply(to definition: inout CronJobDefinition) {
        set(description, &definition.description)
        set(timeZone, &definition.timeZone)
        set(params, &definition.handlerParams)
        set(overlap, &definition.overlapPolicy)
        set(misfire, &definition.misfirePolicy)
        set(misfireLimit, &definition.misfireLimit)
        set(misfireGrace, &definition.misfireGraceSeconds)
        set(maxRetry, &definition.options.maxRetry)
        set(timeout, &definition.options.timeoutSeconds)
        set(queue, &definition.options.queue)
        set(priority, &definition.options.priority)
        set(dayMatch, &definition.dayMatch)
        if let maxConcurrency { definition.maxConcurrency = maxConcurrency == 0 ? nil : maxConcurrency }
        if !tag.isEmpty { definition.tags = tag.filter { !$0.isEmpty } }
    }

    private func set<Value>(_ given: Value?, _ field: inout Value) {
        if let given { field = given }
    }
}
