import ArgumentParser
import Foundation
import JobUCron
import JobUModel

struct CronExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say in words when an expression fires.")

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

    @OptionGroup var output: OutputOptions
    @Argument(help: "The expression, in quotes.") var expression: String
    @Option(help: "IANA time zone.") var tz = "UTC"
    @Option(help: "en or ko (default: the language of the terminal).") var lang: CronLanguage?

    func run() async throws {
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

    private static var languageOfTerminal: CronLanguage {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
        return locale.hasPrefix("ko") ? .korean : .english
    }
}
