import ArgumentParser
import Foundation
import JobUAdmin
import JobUCron
import JobUModel
import JobUStore

struct CronExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain when an expression fires, or why a cron did not run.",
        discussion: """
            With --at, give a cron's name or number; the answer explains that scheduled time: when it ran, which policy skipped it, or \
            what it waits for.
            """)

    private struct Reply: Encodable {
        var expression: String
        var timeZone: String
        var words: String
        var next: [String]
        var notes: [String]

        private enum CodingKeys: String, CodingKey {
            case expression, words, next, notes
            case timeZone = "time_zone"
        }
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The expression, in quotes; with --at, the cron.") var expression: String
    @Option(help: ArgumentHelp("A scheduled time, such as 2026-11-23T02:00:00+09:00.", valueName: "time")) var at: String?
    @Option(help: "IANA time zone.") var tz = "UTC"
    @Option(help: "en or ko (default: the language of the terminal).") var lang: CronLanguage?

    func run() async throws {
        if let at { return try await explain(at) }
        try await Terminal.run {
            let cron = try ReadableCron(expression, zone: tz)
            let language = lang ?? Self.languageOfTerminal
            let words = cron.expression.words(in: language)
            let notes = cron.expression.notes.map { $0.message(in: language) }
            let next = cron.next(5, after: TimeSource.system.wall.now()).map(\.description)
            if output.json {
                return try Terminal.say(
                    json: Reply(expression: cron.expression.description, timeZone: tz, words: words, next: next, notes: notes))
            }
            Terminal.say("\(words) (\(tz))")
            for instant in next { Terminal.say("  \(instant)") }
            for note in notes { Terminal.say("note: \(note)") }
        }
    }

    private func explain(_ at: String) async throws {
        let instant: Timestamp
        do { instant = try Timestamp(rfc3339: at) } catch {
            throw ArgumentParser.ValidationError("--at: \(error)")
        }
        try await LocalStore.use(common) { local in
            let facts = try await local.store.facts(of: local.cronJob(expression), at: instant, now: local.now)
            let explanation = InstantExplanation(facts)
            if output.json { return try Terminal.say(json: ExplainReply(facts, explanation)) }
            Terminal.say("\(facts.cron.definition.name) at \(instant): \(explanation.text)")
        }
    }

    private static var languageOfTerminal: CronLanguage {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
        return locale.hasPrefix("ko") ? .korean : .english
    }
}
