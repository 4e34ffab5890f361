import JobUAlerts
import JobUDatabase
import JobUModel
import Testing

@testable import JobUComposition

@Suite("alerts.yaml")
struct AlertFileTests {
    @Test("names webhooks with what they want to hear")
    func good() throws {
        let file = """
            alerts:
              late_after_seconds: 60
              allow_private: [hooks.internal, 10.0.0.0/8]
              webhooks:
                ops:
                  url: "https://hooks.example.com/${TOKEN}"
                  secret_file: ${SECRET_FILE}
                  events: [failed, dead_worker]
                  tags: [money]
                all:
                  url: http://localhost:1
            """
        let directory = try ConfigurationDirectory(["alerts.yaml": file, "hook-secret": "a secret of many letters\n"])
        let alerts = try directory.load(environment: ["TOKEN": "t0ken", "SECRET_FILE": directory.path + "/hook-secret"]).alerts
        #expect(alerts.configuration.lateAfter == .seconds(60))
        #expect(alerts.allowedPrivate == ["hooks.internal", "10.0.0.0/8"])
        let ops = try #require(alerts.webhooks["ops"])
        #expect(ops.url.reveal() == "https://hooks.example.com/t0ken")
        #expect(ops.secret?.reveal() == "a secret of many letters")
        #expect(ops.events == [.failed, .deadWorker])
        #expect(ops.tags == ["money"])
        #expect(alerts.webhooks["all"]?.events == [.failed, .late, .deadWorker, .inDoubt, .store])
        #expect(alerts.webhooks["all"]?.secret == nil)
        #expect(!"\(alerts)".contains("t0ken") && !"\(alerts)".contains("many letters"))
    }

    @Test("is not needed")
    func none() throws {
        #expect(try ConfigurationDirectory([:]).load().alerts == AlertSettings())
    }

    private static let webhook = "alerts:\n  webhooks:\n    ops:\n"

    static let files: [BadFile] = [
        BadFile(
            "alerts.yaml", webhook + "      events: [failed]\n",
            "config/alerts.yaml:3:5: alerts.webhooks.ops.url: is missing; write the address of the webhook"),
        BadFile(
            "alerts.yaml", webhook + "      url: ftp://hooks/token\n",
            "config/alerts.yaml:4:12: alerts.webhooks.ops.url: must begin with https:// or http://"),
        BadFile(
            "alerts.yaml", webhook + "      url: https://a\n      events: [failed, lost]\n",
            "config/alerts.yaml:5:24: alerts.webhooks.ops.events[2]: expected one of failed, late, dead_worker, in_doubt, store, found 'lost'"
        ),
        BadFile(
            "alerts.yaml", webhook + "      url: https://a\n      events: []\n",
            "config/alerts.yaml:5:7: alerts.webhooks.ops.events: must name at least one event"),
        BadFile(
            "alerts.yaml", webhook + "      url: https://a\n      secret: s\n      secret_file: f\n",
            "config/alerts.yaml:6:7: alerts.webhooks.ops.secret_file: cannot be given together with 'secret'; remove one of the two"),
        BadFile(
            "alerts.yaml", webhook + "      url: https://a\n      secrt: s\n",
            "config/alerts.yaml:5:7: alerts.webhooks.ops.secrt: unknown key; did you mean 'secret'? allowed: url, secret, events, tags, "
                + "queues, handlers, secret_file"),
        BadFile(
            "alerts.yaml", "alerts:\n  webhooks:\n    \"a b\": {url: \"https://a\"}\n",
            "config/alerts.yaml:3:5: alerts.webhooks.a b: a webhook's name must be 1 to 64 characters: letters A-Z and a-z, digits, _ and -"
        ),
        BadFile(
            "alerts.yaml", "alerts:\n  late_after_seconds: 0\n",
            "config/alerts.yaml:2:23: alerts.late_after_seconds: must be between 1 and 604800 seconds, found '0'"),
        BadFile(
            "alerts.yaml", "alerts:\n  max_attempts: 0\n",
            "config/alerts.yaml:2:17: alerts.max_attempts: must be between 1 and 100, found '0'"),
        BadFile(
            "alert.yaml", "alerts: {}\n",
            "config/alert.yaml: unknown file; did you mean 'alerts.yaml'? allowed: database.yaml, dispatcher.yaml, worker.yaml, admin.yaml, "
                + "log.yaml, alerts.yaml"),
    ]

    @Test("is refused with its place and what is allowed, and shows no secret", arguments: files)
    func refused(_ bad: BadFile) throws {
        #expect(try ConfigurationDirectory([bad.file: bad.text]).message() == bad.message)
    }
}
