import Subprocess
import Testing

@Suite("Wrong usage", .timeLimit(.minutes(2)))
struct WrongUsageTests {
    /// Arguments, what is wrong with them, and the command whose usage is shown.
    static let wrong: [(arguments: [String], message: String, command: String)] = [
        (["job", "list", "--size", "0"], "--size must be 1 to 100", "job list"),
        (["job", "list", "--size", "101"], "--size must be 1 to 100", "job list"),
        (["cron", "list", "--size", "0"], "--size must be 1 to 100", "cron list"),
        (["alert", "list", "--size", "101"], "--size must be 1 to 100", "alert list"),
        (["job", "list", "--page", "100000"], "--page reaches the first 10000 rows only", "job list"),
        (["job", "list", "--after", "rubbish"], "--after: 'rubbish' is not a place in this list", "job list"),
        (["cron", "explain", "* * * * *", "--at", "soon"], "--at: 'soon' is not an instant", "cron explain"),
        (["tx", "resolve", "x", "--reason", "mended"], "give one of --commit, --abort and --done", "tx resolve"),
    ]

    @Test("is one sentence, with the usage of the command it was meant for", arguments: wrong)
    func refused(arguments: [String], message: String, command: String) async throws {
        let place = try await Workplace()
        let ended = try await Tool.run(arguments, in: place.path)
        #expect(ended.status == .exited(64))
        let lines = ended.errors.split(separator: "\n")
        #expect(lines.first?.hasPrefix("Error: \(message)") == true, "\(ended.errors)")
        #expect(lines.contains { $0.hasPrefix("Usage: jobu \(command) ") }, "\(ended.errors)")
        #expect(lines.last == "  See 'jobu \(command) --help' for more information.")
        #expect(!ended.errors.contains("Help:"))
    }

    @Test("is not a priority below zero")
    func priority() async throws {
        let place = try await Workplace()
        let job = try await place.jobu("job", "enqueue", "sample", "--priority", "-3", "--json")
        #expect(job.status == .exited(0) && job.output.contains("\"priority\" : -3"), "\(job)")
        let cron = try await place.jobu(
            "cron", "create", "x", "--cron", "* * * * *", "--handler", "sample", "--priority", "-10", "--json")
        #expect(cron.status == .exited(0) && cron.output.contains("\"priority\" : -10"), "\(cron)")
        let changed = try await place.jobu("cron", "update", "x", "--priority", "-4", "--json")
        #expect(changed.status == .exited(0) && changed.output.contains("\"priority\" : -4"), "\(changed)")
    }
}
