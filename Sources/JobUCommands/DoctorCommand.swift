import ArgumentParser
import JobUComposition
import JobUModel

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check settings, databases and workers, and suggest fixes.",
        discussion: """
            Exits with 1 if something must be fixed.

            With --conformance it checks one of your databases against the contract of JobU's stores. It creates a schema, database or \
            file of its own for that, reports which checks pass, and removes it. Your data is not touched.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("Check this database against the store contract.", valueName: "database"))
    var conformance: String?

    func run() async throws {
        try await Terminal.run {
            let (settings, executable) = (try common.settings(), Executable.current)
            let doctor = Doctor(
                settings: settings, engines: executable.engines, handlers: { try executable.registry(settings, .system) }, time: .system)
            let findings = if let conformance { await doctor.conformance(of: conformance) } else { await doctor.findings() }
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
