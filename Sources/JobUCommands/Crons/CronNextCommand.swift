import ArgumentParser
import JobUComposition
import JobUCron
import JobUModel

struct CronNextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", abstract: "Print the next times an expression fires.",
        discussion: """
            With --jsonl it reads one JSON object per line from standard input, such as \
            {"expr":"0 2 * * *","tz":"Asia/Seoul","start":"2026-11-23T00:00:00Z","count":3}, "direction":"prev" for previous \
            instants, and answers each with one line: {"next":[…]}, {"prev":[…]} or {"error":"…"}.
            """)

    @OptionGroup var output: OutputOptions
    @Argument(help: "The expression, in quotes.") var expression: String?
    @Option(help: "IANA time zone.") var tz = "UTC"
    @Option(help: ArgumentHelp("Start from here (default: now).", valueName: "instant")) var from: Timestamp?
    @Option(help: "How many times, 1 to 10000.") var count = 5
    @Flag(help: "Read requests from standard input.") var jsonl = false

    func validate() throws {
        if jsonl == (expression != nil) { throw ArgumentParser.ValidationError("give an expression, or --jsonl") }
        if !(1...10_000).contains(count) { throw ArgumentParser.ValidationError("--count must be 1 to 10000") }
    }

    func run() async throws {
        try await Terminal.run {
            guard let expression else { return JSONLines.answerAll() }
            let cron = try ReadableCron(expression, zone: tz)
            let instants = cron.next(count, after: from ?? TimeSource.system.wall.now())
            if output.json { return try Terminal.say(json: ["next": instants.map(\.description)]) }
            for instant in instants { Terminal.say(instant.description) }
            if instants.isEmpty { Terminal.say("No further run times.") }
        }
    }
}

/// An expression and a zone that a person typed.
struct ReadableCron {
    let expression: CronExpression
    let zone: CronZone

    /// - Throws: `StartError` with the parser's words.
    init(_ text: String, zone name: String, dayMatch: CronDayMatch = .vixie) throws {
        do {
            expression = try CronExpression(text, dayMatch: dayMatch)
        } catch {
            throw StartError.failure("\(error)")
        }
        do {
            zone = try CronZone(named: name)
        } catch {
            throw StartError.failure("\(error)")
        }
    }

    func next(_ count: Int, after instant: Timestamp) -> [Timestamp] {
        var instants: [Timestamp] = []
        var last = instant.epochSeconds
        while instants.count < count, let next = expression.next(after: last, in: zone) {
            instants.append(Timestamp(epochSeconds: next))
            last = next
        }
        return instants
    }
}
