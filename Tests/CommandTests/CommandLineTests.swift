import Foundation
import JobUModel
import JobUStore
import Subprocess
import Testing

/// What a person or program types.
@Suite("Command line", .timeLimit(.minutes(2)))
struct CommandLineTests {
    @Test(
        "every command explains itself",
        arguments: [
            [], ["run"], ["migrate"], ["doctor"], ["cron"], ["cron", "list"], ["cron", "show"], ["cron", "create"], ["cron", "update"],
            ["cron", "delete"], ["cron", "enable"], ["cron", "disable"], ["cron", "run"], ["cron", "next"], ["cron", "explain"], ["job"],
            ["job", "list"], ["job", "show"], ["job", "logs"], ["job", "retry"], ["job", "cancel"], ["job", "delete"],
            ["job", "enqueue"], ["worker"], ["worker", "list"],
        ])
    func help(command: [String]) async throws {
        let ended = try await Tool.run(command + ["--help"], in: "/")
        #expect(ended.status == .exited(0))
        #expect(ended.output.contains("OVERVIEW"))
        #expect(ended.output.contains("USAGE"))
    }

    @Test(
        "wrong usage ends with 64",
        arguments: [
            ["fly"], ["run", "pilot"], ["cron", "create", "x"], ["cron", "next"], ["cron", "next", "* * * * *", "--count", "0"],
            ["cron", "next", "* * * * *", "--from", "yesterday"], ["cron", "explain", "x", "--at", "yesterday"], ["job", "show", "first"],
            ["job", "list", "--status", "BROKEN"],
            ["cron", "list", "--nonsense"], ["cron", "create", "x", "--cron", "* * * * *", "--handler", "h", "--overlap", "maybe"],
        ])
    func usage(arguments: [String]) async throws {
        let place = try await Workplace()
        let ended = try await Tool.run(arguments, in: place.path)
        #expect(ended.status == .exited(64), "\(ended)")
        #expect(ended.errors.contains("Error:"))
    }

    @Test("a cron explains an instant: what it waits for, when it will run, and why it does not")
    func explain() async throws {
        let place = try await Workplace()
        let made = try await place.jobu("cron", "create", "야간 정산", "--cron", "0 2 1 1 *", "--handler", "sample")
        #expect(made.status == .exited(0), "\(made.errors)")
        let planned = try await place.jobu("cron", "explain", "야간 정산", "--at", "2199-01-01T02:00:00Z")
        #expect(planned.output == "야간 정산 at 2199-01-01T02:00:00Z: will run at this time\n", "\(planned)")
        let never = try await place.jobu("cron", "explain", "야간 정산", "--at", "2199-01-01T11:30:00+09:00", "--json")
        #expect(never.output.contains("\"not_scheduled\""), "\(never)")
        let cron = try #require(try await place.store.cronJob(named: "야간 정산"))
        let execution = NewExecution(of: cron, at: Timestamp(epochSeconds: 1_700_000_000), trigger: .manual)
        _ = try await place.store.enqueue(execution, now: SystemWallClock().now())
        let waiting = try await place.jobu("cron", "explain", "1", "--at", "2023-11-14T22:13:20Z")
        #expect(waiting.output.contains("waiting (job 1): no worker is running"), "\(waiting)")
        let unknown = try await place.jobu("cron", "explain", "nobody", "--at", "2023-11-14T22:13:20Z")
        #expect(unknown.status == .exited(1))
    }

    @Test("wrong configuration ends with 78 and one line that names file and key")
    func configuration() async throws {
        let place = try await Workplace(files: ["worker.yaml": "worker:\n  pool_sise: 3\n"])
        for command in [["run"], ["cron", "list"], ["doctor"], ["migrate"]] {
            let ended = try await Tool.run(command, in: place.path)
            #expect(ended.status == .exited(78))
            #expect(ended.errors.contains("config/worker.yaml:2"))
            #expect(ended.errors.contains("pool_size"))
            #expect(ended.errors.split(separator: "\n").count == 1)
        }
        let missing = try await place.jobu("cron", "list", "--config", "nowhere")
        #expect(missing.status == .exited(78))
    }

    @Test("a cron is made, looked at, changed, paused and deleted")
    func crons() async throws {
        let place = try await Workplace()
        let made = try await place.jobu(
            "cron", "create", "밤 정산", "--cron", "0 2 * * *", "--tz", "Asia/Seoul", "--handler", "sample", "--params",
            #"{"message":"안녕"}"#, "--tag", "money", "--overlap", "skip", "--max-retry", "1")
        #expect(made.status == .exited(0), "\(made.errors)")
        #expect(made.output.contains("Created cron 1"))
        let shown = try await reply(place, "cron", "show", "밤 정산", "--json")
        #expect(shown["time_zone"] as? String == "Asia/Seoul")
        #expect(shown["overlap_policy"] as? String == "skip")
        #expect((shown["next_run_at"] as? String)?.hasSuffix("T17:00:00Z") == true)
        let changed = try await reply(place, "cron", "update", "1", "--name", "nightly", "--json")
        #expect(changed["name"] as? String == "nightly")
        #expect(changed["cron_expression"] as? String == "0 2 * * *")
        let paused = try await reply(place, "cron", "disable", "nightly", "--reason", "audit", "--json")
        #expect(paused["is_enabled"] as? Bool == false)
        #expect(paused["pause_reason"] as? String == "audit")
        #expect(paused["next_run_at"] is NSNull)
        #expect(try await reply(place, "cron", "enable", "nightly", "--json")["is_enabled"] as? Bool == true)
        #expect(try await place.jobu("cron", "list").output.contains("nightly"))
        #expect(try await reply(place, "cron", "list", "--json", "--tag", "money")["total"] as? Int == 1)
        let unasked = try await place.jobu("cron", "delete", "nightly")
        #expect(unasked.status == .exited(1))
        #expect(unasked.errors.contains("--yes"))
        #expect(try await place.jobu("cron", "delete", "nightly", "--yes").status == .exited(0))
        #expect(try await place.jobu("cron", "show", "nightly").status == .exited(1))
    }

    @Test("a cron that cannot be is refused with what is wrong")
    func refused() async throws {
        let place = try await Workplace()
        let bad = try await place.jobu("cron", "create", "x", "--cron", "61 * * * *", "--handler", "sample")
        #expect(bad.status == .exited(1))
        #expect(bad.errors.contains("cron_expression"))
        let event = try await place.jobu("cron", "create", "x", "--cron", "@reboot", "--handler", "sample")
        #expect(event.errors.contains("@reboot is an event"))
        let tooOften = try await place.jobu("cron", "create", "x", "--cron", "* * * * * */10", "--handler", "sample")
        #expect(tooOften.errors.contains("min_cron_interval_seconds"))
        let zone = try await place.jobu("cron", "create", "x", "--cron", "* * * * *", "--tz", "Nowhere/X", "--handler", "sample")
        #expect(zone.errors.contains("time_zone"))
        let params = try await place.jobu("cron", "create", "x", "--cron", "* * * * *", "--handler", "sample", "--params", "[1]")
        #expect(params.errors.contains("handler_params"))
        _ = try await place.jobu("cron", "create", "x", "--cron", "* * * * *", "--handler", "sample")
        let twice = try await place.jobu("cron", "create", "x", "--cron", "* * * * *", "--handler", "sample")
        #expect(twice.status == .exited(1))
        #expect(twice.errors.contains("a cron named 'x' already exists"))
    }

    @Test("schedules below a minute are allowed where they are configured")
    func subMinute() async throws {
        let place = try await Workplace(files: ["dispatcher.yaml": "dispatcher:\n  min_cron_interval_seconds: 10\n"])
        let made = try await place.jobu("cron", "create", "x", "--cron", "* * * * * */10", "--handler", "sample")
        #expect(made.status == .exited(0), "\(made.errors)")
        let tooOften = try await place.jobu("cron", "create", "y", "--cron", "* * * * * */5", "--handler", "sample")
        #expect(tooOften.status == .exited(1))
    }

    @Test("a run is asked for, looked at, cancelled, retried and deleted")
    func jobs() async throws {
        let place = try await Workplace()
        let asked = try await reply(place, "job", "enqueue", "sample", "--params", #"{"message":"x"}"#, "--unique-key", "k", "--json")
        #expect(asked["status"] as? String == "PENDING")
        let again = try await place.jobu("job", "enqueue", "sample", "--unique-key", "k")
        #expect(again.output.contains("already has this unique key"))
        #expect(try await place.jobu("job", "retry", "1").status == .exited(1))
        #expect(try await place.jobu("job", "cancel", "1").status == .exited(0))
        #expect(try await place.jobu("job", "cancel", "1").status == .exited(1))
        #expect(try await reply(place, "job", "list", "--status", "cancelled", "--json")["total"] as? Int == 1)
        let younger = try await reply(place, "job", "enqueue", "sample", "--unique-key", "k", "--json")
        let holder = String(try #require(younger["id"] as? Int))
        let taken = try await place.jobu("job", "retry", "1")
        #expect(taken.status == .exited(1))
        #expect(taken.errors.contains("unfinished job \(holder) has the same unique key 'k'"))
        #expect(try await place.jobu("job", "cancel", holder).status == .exited(0))
        #expect(try await place.jobu("job", "retry", "1").status == .exited(0))
        #expect(try await place.jobu("job", "show", "1").output.contains("PENDING"))
        #expect(try await place.jobu("job", "logs", "1").output.isEmpty)
        #expect(try await place.jobu("job", "delete", "1", "--yes").status == .exited(0))
        for command in ["show", "logs", "retry", "cancel"] {
            let ended = try await place.jobu("job", command, "1")
            #expect(ended.status == .exited(1))
            #expect(ended.errors.contains("there is no job 1"))
        }
        #expect(try await place.jobu("worker", "list").output.contains("No worker"))
    }

    @Test("migrate and doctor tell how things are")
    func state() async throws {
        let place = try await Workplace()
        #expect(try await place.jobu("migrate", "--status").output.contains("applied"))
        #expect(try await place.jobu("migrate").status == .exited(0))
        let healthy = try await place.jobu("doctor")
        #expect(healthy.status == .exited(0), "\(healthy.output)")
        let broken = try await Workplace(files: ["database.yaml": "databases:\n  jobu:\n    type: sqlite\n    path: /proc/none/x.db\n"])
        let sick = try await broken.jobu("doctor")
        #expect(sick.status == .exited(1))
        #expect(sick.output.contains("FAIL"))
    }

    @Test("an expression's instants are printed, and questions answered line by line")
    func instants() async throws {
        let next = try await Tool.run(
            ["cron", "next", "0 2 * * *", "--tz", "Asia/Seoul", "--from", "2026-11-23T00:00:00Z", "--count", "2"], in: "/")
        #expect(next.output == "2026-11-23T17:00:00Z\n2026-11-24T17:00:00Z\n")
        let questions = """
            {"expr":"0 0 * * *","tz":"UTC","start":"2026-01-01T00:00:00Z","count":1}
            {"expr":"0 0 * * *","tz":"UTC","start":"2026-01-01T00:00:00Z","count":1,"direction":"prev"}
            not json
            {"expr":"99 0 * * *","tz":"UTC","start":"2026-01-01T00:00:00Z","count":1}
            """
        let answers = try await Tool.run(["cron", "next", "--jsonl"], in: "/", input: questions)
            .output.split(separator: "\n").map(String.init)
        try #require(answers.count == 4)
        #expect(answers[0] == #"{"next":["2026-01-02T00:00:00Z"]}"#)
        #expect(answers[1] == #"{"prev":["2025-12-31T00:00:00Z"]}"#)
        #expect(answers[2].contains("error"))
        #expect(answers[3].contains("minute"))
        let words = try await Tool.run(["cron", "explain", "0 2 * * *", "--lang", "ko"], in: "/")
        #expect(words.output.contains("매일"))
        let noted = try await Tool.run(["cron", "explain", "0 0 13 * FRI"], in: "/")
        #expect(noted.output.contains("note: "))
    }

    private func reply(_ place: Workplace, _ arguments: String...) async throws -> [String: Any] {
        let ended = try await Tool.run(arguments, in: place.path)
        #expect(ended.status == .exited(0), "\(ended.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
    }

    @Test("transactions over several databases are set up, listed, shown and refused with an exit code")
    func transactions() async throws {
        let place = try await Workplace(files: [
            "database.yaml":
                "databases:\n  jobu:\n    type: sqlite\n    path: data/jobu.db\n  other:\n    type: sqlite\n    path: data/other.db\n",
            "worker.yaml": "worker:\n  database: jobu\n", "dispatcher.yaml": "dispatcher:\n  database: jobu\n",
            "admin.yaml": "admin:\n  port: 0\n  database: jobu\n",
        ])
        let before = try await place.jobu("tx", "list")
        #expect(before.status == .exited(0))
        #expect(before.output.contains("No transactions in doubt."))
        let setup = try await place.jobu("tx", "setup", "jobu")
        #expect(setup.status == .exited(0))
        #expect(setup.output.contains("Set up database 'jobu'"))
        let doctor = try await place.jobu("doctor")
        #expect(doctor.output.contains("ok   transactions jobu: can participate"))
        #expect(doctor.output.contains("warn transactions other: database 'other' has no tables jobu_tx; run: jobu tx setup other"))
        #expect(try await place.jobu("tx", "list", "--json").output.contains("\"total\""))
        let stranger = try await place.jobu("tx", "show", "nonsense")
        #expect(stranger.status == .exited(1))
        #expect(stranger.errors.contains("'nonsense' is not the name of a transaction"))
        let unknown = try await place.jobu("tx", "setup", "nowhere")
        #expect(unknown.status == .exited(1))
        #expect(unknown.errors.contains("known: jobu, other"))
        let wordless = try await place.jobu("tx", "resolve", "jobu1.00000000.00000000.00000000000000000000000000000000", "--abort")
        #expect(wordless.status == .exited(64))
    }
}
