import JobUAdmin
import JobUComposition
import JobUDatabase
import JobUDispatcher
import Testing

@Suite("The files of JobU for Python")
struct SeedFileTests {
    private static let databaseFile = """
        databases:
          default:
            type: sqlite
            path: "data/jobu.db"
            pool:
              pool_size: 5
              pool_timeout: 30.0
              max_idle_time: 300.0
            options:
              busy_timeout: 5000
              journal_mode: "WAL"
              synchronous: "NORMAL"
              cache_size: -2000
              foreign_keys: true
          sqlite_2:
            type: sqlite
            path: "data/sample.db"
          postgres_1:
            type: postgres
            host: localhost
            port: 5432
            database: jobu
            user: jobu
            password: jobu_dev
            pool:
              min_size: 2
              max_size: 10
              max_inactive_connection_lifetime: 300.0
            options:
              timezone: "UTC"
              ssl: false
          mysql_1:
            type: mysql
            host: localhost
            port: 3306
            database: jobu
            user: jobu
            password: jobu_dev
            pool:
              minsize: 2
              maxsize: 10
              pool_recycle: 300
            options:
              charset: "utf8mb4"
              autocommit: false
        """

    private static let files = [
        "database.yaml": databaseFile,
        "dispatcher.yaml": """
        dispatcher:
          database: default
          poll_interval_seconds: 60
          max_sleep_seconds: 300
          min_cron_interval_seconds: 60
        """,
        "worker.yaml": """
        worker:
          database: default
          databases: [sqlite_2, postgres_1, mysql_1]
          pool_size: 5
          poll_interval_seconds: 5
          claim_batch_size: 10
          shutdown_timeout_seconds: 30
        """,
        "admin.yaml": """
        admin:
          database: default
          host: "0.0.0.0"
          port: 8080
          debug: true
          cors:
            origins: ["*"]
            allow_credentials: true
            allow_methods: ["*"]
            allow_headers: ["*"]
        """,
    ]

    @Test("are accepted as they are")
    func accepted() throws {
        let settings = try ConfigurationDirectory(Self.files).load()

        var sqlite = FileConfiguration(path: "data/jobu.db")
        sqlite.synchronous = .normal
        #expect(settings.databases["default"]?.location == .file(sqlite))
        #expect(settings.databases["default"]?.pool.max == 5)

        var postgres = ServerConfiguration(port: 5432)
        postgres.password = Secret("jobu_dev")
        postgres.sslMode = .disable
        #expect(settings.databases["postgres_1"]?.location == .server(postgres))
        #expect(settings.databases["postgres_1"]?.pool.min == 2)

        #expect(settings.databases["mysql_1"]?.pool.max == 10)
        #expect(settings.dispatcher.configuration.sleepMax == .seconds(300))
        #expect(settings.worker.databases == ["default", "sqlite_2", "postgres_1", "mysql_1"])
        #expect(settings.admin.configuration.host == "0.0.0.0")
    }

    @Test("never open the API to any page with the visitor's session")
    func credentials() throws {
        let admin = try ConfigurationDirectory(Self.files).load().admin
        #expect(admin.configuration.cors.origins == ["*"])
        #expect(!admin.configuration.cors.allowsCredentials)
    }

    @Test("lead to a notice for each key that has no effect")
    func notices() throws {
        let notices = try ConfigurationDirectory(Self.files).load().notices
        let keys = [
            "databases.default.options.cache_size", "databases.default.pool", "admin.cors.allow_credentials", "admin.debug",
        ]
        #expect(notices.count == keys.count)
        for key in keys { #expect(notices.contains { $0.contains("\(key): has no effect") }) }
    }
}
