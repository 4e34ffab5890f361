import ArgumentParser
import JobUModel
import JobUStore

/// The fields of a cron as options; what is not given stays as it is.
struct CronFields: ParsableArguments {
    @Option(help: "What it is for.") var description: String?
    @Option(name: .customLong("tz"), help: "IANA time zone, such as Asia/Seoul.") var timeZone: String?
    @Option(help: ArgumentHelp("Parameters of the handler, a JSON object.", valueName: "json")) var params: String?
    @Option(help: "allow, skip, queue or cancel_running: when an earlier run is unfinished.") var overlap: OverlapPolicy?
    @Option(help: "fire_once, skip or catch_up: when instants were missed.") var misfire: MisfirePolicy?
    @Option(help: "How many missed instants catch_up runs.") var misfireLimit: Int?
    @Option(help: ArgumentHelp("Lateness that is no misfire.", valueName: "seconds")) var misfireGrace: Int?
    @Option(help: "Retries after the first attempt.") var maxRetry: Int?
    @Option(help: ArgumentHelp("Longest time one attempt may take.", valueName: "seconds")) var timeout: Int?
    @Option(help: "The queue its runs wait in.") var queue: String?
    @Option(parsing: .unconditional, help: "-10 to 10; a step is worth a minute of waiting.") var priority: Int?
    @Option(help: "Runs of it at the same time; 0 for no limit.") var maxConcurrency: Int?
    @Option(help: "vixie, or, and: how the two day fields combine.") var dayMatch: String?
    @Option(help: ArgumentHelp("A tag; give it once per tag. An empty one clears them.", valueName: "tag")) var tag: [String] = []

    func apply(to definition: inout CronJobDefinition) {
        set(description, &definition.description)
        set(timeZone, &definition.timeZone)
        set(params, &definition.handlerParams)
        set(overlap, &definition.overlapPolicy)
        set(misfire, &definition.misfirePolicy)
        set(misfireLimit, &definition.misfireLimit)
        set(misfireGrace, &definition.misfireGraceSeconds)
        set(maxRetry, &definition.maxRetry)
        set(timeout, &definition.timeoutSeconds)
        set(queue, &definition.queue)
        set(priority, &definition.priority)
        set(dayMatch, &definition.dayMatch)
        if let maxConcurrency { definition.maxConcurrency = maxConcurrency == 0 ? nil : maxConcurrency }
        if !tag.isEmpty { definition.tags = tag.filter { !$0.isEmpty } }
    }

    private func set<Value>(_ given: Value?, _ field: inout Value) {
        if let given { field = given }
    }
}
