import ArgumentParser
import JobUComposition
import JobUConfiguration
import JobUModel

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check settings, databases and workers, and say what to do.",
        discussion: "Ends with 1 when something must be mended.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Terminal.run {
            let findings = await Doctor(
                settings: try common.settings(), engines: Executable.current.engines, time: .system
            ).findings()
            if output.json {
                try Terminal.say(json: findings)
            } else {
                for finding in findings {
                    Terminal.say("\(finding.grade.sign) \(finding.subject): \(finding.message)")
                }
            }
            if findings.contains(where: { $0.grade == .fail }) { throw ExitCode(1) }
        }
    }
}

extension Finding.Grade {
    fileprivate var sign: String {
        switch self {
        case .ok: "ok  "
        case .warn: "warn"
        case .fail: "FAIL"
        }
    }
}
