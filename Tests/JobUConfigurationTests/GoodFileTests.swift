import Foundation
import JobUAdmin
import JobUComposition
import JobUDatabase
import JobUDispatcher
import JobUWorker
import Testing

@Suite("Files that are accepted")
struct GoodFileTests {
    @Test("nothing configured is the embedded start", arguments: [nil, "/nowhere/config"])
    func embedded(directory: String?) throws {
        let settings = try JobUSettings.load(directory: directory, environment: [:])
        #expect(settings.databases == ["jobu": .embedded])
        #expect(settings.databases["jobu"]?.location == .file(FileConfiguration(path: "data/jobu.db")))
        #expect(settings.dispatcher == DispatcherSettings(database: "jobu"))
        #expect(settings.worker == WorkerSettings(database: "jobu", databases: ["jobu"]))
        #expect(settings.admin == AdminSettings(database: "jobu"))
        #expect(settings.maintenance == MaintenanceConfiguration())
        #expect(settings.log == LogSettings())
        #expect(settings.notices.isEmpty)
    }

    @Test(
        "a file without content leaves the defaults",
        arguments: [
            "", "\n", "# nothing yet\n", "---\n", "worker:\n", "worker: {}\n", "worker:\n  # pool_size: 3\n",
            "\u{FEFF}",
        ])
    func empty(text: String) throws {
        let directory = try ConfigurationDirectory(["worker.yaml": text])
        #expect(try directory.load().worker == WorkerSettings(database: "jobu", databases: ["jobu"]))
    }

    @Test("an empty database.yaml keeps the embedded database", arguments: ["", "databases:\n", "databases: {}\n"])
    func noDatabases(text: String) throws {
        let directory = try ConfigurationDirectory(["database.yaml": text])
        #expect(try directory.load().databases == ["jobu": .embedded])
    }

    @Test("every key of the roles is read")
    func everyRoleKey() throws {
        let directory = try ConfigurationDirectory([
            "database.yaml": "databases:\n  main: {type: sqlite}\n  other: {type: sqlite}\n",
            "dispatcher.yaml": """
            dispatcher:
              database: main
              poll_interval_seconds: 0.5
              max_sleep_seconds: 120
              min_cron_interval_seconds: 1
              batch_size: 50
            maintenance:
              retention_days: 0
              prune_interval_seconds: 600
              rescue_interval_seconds: 2.25
              deaths_max: 5
            """,
            "worker.yaml": """
            worker:
              database: main
              databases: [other]
              pool_size: 4
              poll_interval_seconds: 2
              claim_batch_size: 3
              shutdown_timeout_seconds: 0
              lease_seconds: 15
              queues: [mail, reports]
            """,
            "admin.yaml": """
            admin:
              database: main
              host: 0.0.0.0
              port: "9000"
              allowed_hosts: [jobs.example.com]
              cors:
                allow_origins: ["https://a.example", "http://localhost:3000"]
                allow_credentials: TRUE
                allow_methods: [GET]
                allow_headers: [Content-Type]
            """,
            "log.yaml": "log: {level: Debug, format: json}\n",
        ])
        let settings = try directory.load()

        var dispatcher = DispatcherSettings(database: "main")
        dispatcher.configuration.pollInterval = .milliseconds(500)
        dispatcher.configuration.sleepMax = .seconds(120)
        dispatcher.minCronInterval = .seconds(1)
        dispatcher.configuration.batchSize = 50
        #expect(settings.dispatcher == dispatcher)

        var maintenance = MaintenanceConfiguration()
        (maintenance.retention.keep, maintenance.keepAudit) = (nil, nil)
        maintenance.pruneInterval = .seconds(600)
        maintenance.rescueInterval = .milliseconds(2250)
        maintenance.deathsMax = 5
        #expect(settings.maintenance == maintenance)

        var worker = WorkerSettings(database: "main", databases: ["main", "other"])
        worker.configuration.capacity = 4
        worker.configuration.pollInterval = .seconds(2)
        worker.configuration.claimBatchSize = 3
        worker.configuration.shutdownTimeout = .zero
        worker.configuration.leaseDuration = .seconds(15)
        worker.configuration.queues = ["mail", "reports"]
        #expect(settings.worker == worker)

        var admin = AdminSettings(database: "main")
        admin.configuration.host = "0.0.0.0"
        admin.configuration.port = 9000
        admin.configuration.allowedHosts = ["jobs.example.com"]
        admin.configuration.cors.origins = ["https://a.example", "http://localhost:3000"]
        admin.configuration.cors.allowsCredentials = true
        admin.configuration.cors.methods = ["GET"]
        admin.configuration.cors.headers = ["Content-Type"]
        #expect(settings.admin == admin)

        #expect(settings.log.level == .debug)
        #expect(settings.log.format == .json)
        #expect(settings.notices.isEmpty)
    }

    @Test("every key of a database is read")
    func everyDatabaseKey() throws {
        let directory = try ConfigurationDirectory([
            "database.yaml": """
            databases:
              jobu:
                type: sqlite
                path: db/main.db
                pool: {min: 1, max: 3, acquire_timeout_seconds: 2.5, idle_seconds: 60}
                options: {synchronous: normal, busy_timeout_ms: 250}
              sales:
                type: postgresql
                host: db.example
                port: 6432
                database: sales
                user: app
                password: "0123"
                options:
                  sslmode: verify-full
                  ssl_ca: /etc/ca.pem
                  connect_timeout_seconds: 3
                  statement_timeout_seconds: 90
              stock:
                type: mariadb
                options: {socket: /run/mysqld/mysqld.sock, sslmode: disable}
            """
        ])
        let databases = try directory.load().databases

        var sqlite = FileConfiguration(path: "db/main.db")
        sqlite.synchronous = .normal
        sqlite.busyTimeout = .milliseconds(250)
        var pool = PoolConfiguration()
        pool.min = 1
        pool.max = 3
        pool.acquireTimeout = .milliseconds(2500)
        pool.idle = .seconds(60)
        #expect(databases["jobu"] == DatabaseConfiguration(type: "sqlite", .file(sqlite), pool: pool))

        var sales = ServerConfiguration(port: 6432)
        sales.host = "db.example"
        sales.database = "sales"
        sales.user = "app"
        sales.password = Secret("0123")
        sales.sslMode = .verifyFull
        sales.sslCA = "/etc/ca.pem"
        sales.connectTimeout = .seconds(3)
        sales.statementTimeout = .seconds(90)
        #expect(databases["sales"] == DatabaseConfiguration(type: "postgresql", .server(sales)))

        var stock = ServerConfiguration(port: 3306)
        stock.socket = "/run/mysqld/mysqld.sock"
        stock.sslMode = .disable
        #expect(databases["stock"] == DatabaseConfiguration(type: "mysql", .server(stock)))
    }

    @Test("roles without a database take the only one, else the one called jobu, else default")
    func usualDatabase() throws {
        let only = try ConfigurationDirectory(["database.yaml": "databases: {main: {type: sqlite}}"])
        #expect(try only.load().worker.database == "main")
        let usual = try ConfigurationDirectory([
            "database.yaml": "databases: {default: {type: sqlite}, a: {type: sqlite}, jobu: {type: sqlite}}"
        ])
        let worker = try usual.load().worker
        #expect(worker.database == "jobu")
        #expect(worker.databases == ["jobu", "a", "default"])
    }

    @Test("Windows line ends and a byte order mark do no harm")
    func windows() throws {
        let directory = try ConfigurationDirectory([
            "worker.yaml": "\u{FEFF}worker:\r\n  pool_size: 7\r\n  queues: [a]\r\n"
        ])
        let worker = try directory.load().worker
        #expect(worker.configuration.capacity == 7)
        #expect(worker.configuration.queues == ["a"])
    }

    @Test("stars in comments and quoted text are no aliases")
    func stars() throws {
        let stars = String(repeating: "# *important* *word*\n", count: 100)
        let directory = try ConfigurationDirectory([
            "admin.yaml": stars + "admin:\n  cors:\n    allow_origins: [\"*\"]\n"
        ])
        #expect(try directory.load().admin.configuration.cors.origins == ["*"])
    }

    @Test("files and directories that are links are followed")
    func links() throws {
        let real = try ConfigurationDirectory(["worker.yaml": "worker: {pool_size: 7}"])
        let linked = try ConfigurationDirectory([:])
        try FileManager.default.createSymbolicLink(
            atPath: linked.path + "/..data", withDestinationPath: real.path)
        try FileManager.default.createSymbolicLink(
            atPath: linked.path + "/worker.yaml", withDestinationPath: "..data/worker.yaml")
        #expect(try linked.load().worker.configuration.capacity == 7)
        #expect(try JobUSettings.load(directory: linked.path + "/..data", environment: [:]).worker.configuration.capacity == 7)
        let misnamed = try ConfigurationDirectory(["wroker.yaml": ""])
        try FileManager.default.createSymbolicLink(
            atPath: linked.path + "/misnamed", withDestinationPath: misnamed.path)
        #expect(throws: ConfigurationError.self) {
            try JobUSettings.load(directory: linked.path + "/misnamed", environment: [:])
        }
    }

    @Test("an unknown file is told, not refused")
    func unknownFile() throws {
        let directory = try ConfigurationDirectory([
            "queue.yaml": "a: 1", "worker.yaml.example": "b: 2", "notes.txt": "",
        ])
        let notices = try directory.load().notices
        #expect(notices.count == 1)
        #expect(notices.first?.contains("queue.yaml: is not read") == true)
    }
}
