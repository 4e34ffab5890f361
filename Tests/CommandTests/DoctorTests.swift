import Subprocess
import Testing

@Suite("The doctor", .timeLimit(.minutes(2)))
struct DoctorTests {
    /// Configurations that a start refuses, and what both say of them.
    static let refusals: [(file: String, text: String, message: String)] = [
        ("worker.yaml", "worker:\n  isolated: [nosuch]\n", "worker.isolated names 'nosuch'"),
        (
            "worker.yaml", "worker:\n  builtin:\n    http: {hosts: [10.0.0.0/33]}\n",
            "worker.builtin.http.hosts: '10.0.0.0/33' must be"
        ),
        ("admin.yaml", "admin:\n  port: 0\n  swagger_ui: /nowhere\n", "admin.swagger_ui: names a folder that does not exist"),
        ("admin.yaml", "admin:\n  port: 0\n  base_path: /jobs\n", "admin.base_path: must be a path such as /jobu"),
        (
            "admin.yaml", "admin:\n  port: 0\n  trusted_proxies: [10.0.0.0/33]\n",
            "admin.trusted_proxies[1]: must be an IP address or a network like 10.0.0.0/8, found '10.0.0.0/33'"
        ),
        (
            "alerts.yaml", "alerts:\n  webhooks:\n    ops: {url: \"https://a.example\", secret: short}\n",
            "alerts.webhooks.ops.secret: must have at least"
        ),
    ]

    @Test("fails where a start is refused, and says what the start says", arguments: refusals)
    func refused(file: String, text: String, message: String) async throws {
        let place = try await Workplace(files: [file: text])
        let started = try await place.jobu("run")
        #expect(started.status == .exited(78))
        #expect(started.errors.contains(message), "\(started.errors)")
        let doctor = try await place.jobu("doctor")
        #expect(doctor.status == .exited(1), "\(doctor.output)")
        let failed = doctor.output.split(separator: "\n").filter { $0.hasPrefix("FAIL") }
        #expect(failed.count == 1 && failed.allSatisfy { $0.contains(message) }, "\(failed)")
    }

    @Test("says of a server that cannot be reached that it cannot be reached, and not that its tables are missing")
    func unreachable() async throws {
        let databases = "databases:\n  jobu: {type: sqlite}\n  pg: {type: postgresql, port: 1}\n  my: {type: mysql, port: 1}\n"
        let place = try await Workplace(files: [
            "database.yaml": databases, "dispatcher.yaml": "dispatcher: {database: jobu}\n",
        ])
        let doctor = try await place.jobu("doctor").output.split(separator: "\n")
        for name in ["pg", "my"] {
            let line = try #require(doctor.first { $0.contains("transactions \(name): ") })
            #expect(line.hasPrefix("FAIL") && line.contains("cannot ") && !line.contains("jobu_tx"), "\(line)")
        }
        #expect(try await place.jobu("tx", "setup", "jobu").status == .exited(0))
        let list = try await place.jobu("tx", "list")
        #expect(list.status == .exited(1), "\(list.output)")
        for name in ["pg", "my"] { #expect(list.output.contains("database \(name): "), "\(list.output)") }
    }
}
