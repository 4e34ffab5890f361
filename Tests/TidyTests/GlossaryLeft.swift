/// Words that the glossary has replaced and that are still there. The list only shrinks: nothing is added, and what is gone leaves it.
enum GlossaryLeft {
    /// Each word or phrase with the beginnings of the paths that still have it.
    static let all: [String: [String]] = [
        "heard": [
            "Tests/JobUHTTPTests/WebServer.swift",
            "Tests/PostgresContractTests/PostgresChangeWatcherTests.swift",
            "Tests/PostgresContractTests/PostgresListenerTests.swift",
        ],
        "lapse": [
            "Sources/JobUConformance/StoreContract+Claim.swift",
            "Sources/JobUConformance/StoreContract+Maintenance.swift",
        ],
        "lapsed": [
            "Sources/JobUConformance/StoreContract+Maintenance.swift",
            "Tests/JobUWorkerTests/WorkerRuntimeTests.swift",
        ],
        "meanwhile": [
            "Tests/JobUDatabaseTests/ConnectionPoolStateTests.swift"
        ],
        "nobody": [
            "Sources/JobUAdmin/Accounts/Authenticator.swift",
            "Sources/JobUAdmin/Accounts/Principal.swift",
            "Sources/JobUAdmin/Middleware/AuthenticationMiddleware.swift",
            "Sources/JobUAdmin/Middleware/OriginMiddleware.swift",
            "Sources/JobUConformance/StoreContract+Alerts.swift",
            "Sources/JobUConformance/StoreContract+CronJobs.swift",
            "Tests/CommandTests/HiddenProcessTests.swift",
            "Tests/JobUAlertsTests/AlertServiceTests.swift",
            "Tests/PostgresContractTests/PostgresConnectTests.swift",
        ],
        "patience": [
            "Sources/JobUBuiltins/HTTP/HTTPHandler.swift"
        ],
        "ring": [
            "Tests/JobUDispatcherTests/SignalListenerTests.swift"
        ],
        "rings": [
            "Sources/JobUAdmin/Overview/EventRoutes.swift",
            "Tests/JobUDispatcherTests/SignalListenerTests.swift",
        ],
        "room": [
            "Sources/JobUAdmin/Connections/ConnectionBook.swift",
            "Sources/JobUBuiltins/Shell/CommandOutput.swift",
        ],
        "run as a noun": [
            "Sources/JobUConformance/"
        ],
        "run as a value": [
            "Sources/JobUBuiltins/",
            "Sources/JobUDatabase/",
            "Tests/JobUBuiltinsTests/",
        ],
        "runs": [
            "Sources/JobUCommands/",
            "Tests/CommandTests/",
        ],
        "seats": [
            "Sources/JobUAdmin/AdminApplication.swift",
            "Sources/JobUAdmin/Overview/EventRoutes.swift",
            "Tests/AdminTests/ConnectionTests.swift",
        ],
        "silence": [
            "Sources/JobUWorker/Isolation/Pipe/ChildPipe.swift"
        ],
        "somebody": [
            "Sources/JobUConformance/StoreContract+Audit.swift"
        ],
        "tell": [
            "Sources/JobUCommands/MigrateCommand+PythonImport.swift",
            "Sources/JobUDatabase/Atomic/BranchFinisher.swift",
            "Tests/JobUHTTPTests/WebServer.swift",
        ],
        "told": [
            "Sources/JobUAdmin/Crons/CronJobExplainRoutes.swift",
            "Sources/JobUAdmin/Overview/MetricsRoute.swift",
            "Tests/AdminTests/ExplainWindowTests.swift",
            "Tests/AdminTests/PageTests.swift",
            "Tests/CommandTests/DocumentationTests.swift",
            "Tests/JobUBuiltinsTests/HTTPHandlerTests.swift",
            "Tests/JobUConfigurationTests/NamedFileTests.swift",
            "Tests/JobUConfigurationTests/ReferenceRowTests.swift",
            "Tests/JobUDispatcherTests/FakeDispatchStore.swift",
            "Tests/JobUStoreTests/SignalPublisherTests.swift",
        ],
    ]

    /// Faults that are not left from before.
    static func new(_ faults: [GlossaryFault], left: [String: [String]] = all) -> [GlossaryFault] {
        faults.filter { fault in !left[fault.word, default: []].contains { fault.path.hasPrefix($0) } }
    }

    /// Lines of the list that have no fault any more.
    static func gone(_ faults: [GlossaryFault], left: [String: [String]] = all) -> [Fault] {
        left.flatMap { word, paths in
            paths.filter { path in !faults.contains { $0.word == word && $0.path.hasPrefix(path) } }.map {
                Fault(path: $0, problem: "'\(word)' is listed in GlossaryLeft.swift, but is not there any more")
            }
        }.sorted { $0.description < $1.description }
    }
}
