/// Words that the glossary has replaced and that are still there. The list only shrinks: nothing is added, and what is gone leaves it.
enum GlossaryLeft {
    /// Each word or phrase with the beginnings of the paths that still have it.
    static let all: [String: [String]] = [
        "asked for:": [
            "Sources/JobUCommands/Crons/CronEditCommands.swift",
            "Sources/JobUCommands/Executions/JobChangeCommands.swift",
        ],
        "heard": [
            "Tests/JobUDispatcherTests/SignalListenerTests.swift",
            "Tests/JobUHTTPTests/WebServer.swift",
            "Tests/JobUWorkerTests/ExecutionControlTests.swift",
            "Tests/PostgresContractTests/PostgresChangeWatcherTests.swift",
            "Tests/PostgresContractTests/PostgresListenerTests.swift",
        ],
        "lapse": [
            "Sources/JobUCommands/RunCommand.swift",
            "Sources/JobUConformance/StoreContract+Claim.swift",
            "Sources/JobUConformance/StoreContract+Maintenance.swift",
            "Sources/JobUWorker/Worker.swift",
        ],
        "lapsed": [
            "Sources/JobUConformance/StoreContract+Maintenance.swift",
            "Sources/JobUStore/Executions/SQLJobStore+Rescue.swift",
            "Sources/JobUWorker/WorkerRuntime.swift",
            "Sources/JobUWorker/WorkerState.swift",
            "Tests/JobUWorkerTests/WorkerRuntimeTests.swift",
            "Tests/JobUWorkerTests/WorkerStateTests.swift",
        ],
        "meanwhile": [
            "Sources/JobUAdmin/Text/Texts+English.swift",
            "Sources/JobUCommands/Executions/JobChangeCommands.swift",
            "Sources/JobUStore/JobStoreTypes.swift",
            "Tests/JobUDatabaseTests/ConnectionPoolStateTests.swift",
        ],
        "nobody": [
            "Sources/JobUAdmin/Accounts/Authenticator.swift",
            "Sources/JobUAdmin/Accounts/Principal.swift",
            "Sources/JobUAdmin/Middleware/AuthenticationMiddleware.swift",
            "Sources/JobUAdmin/Middleware/OriginMiddleware.swift",
            "Sources/JobUComposition/Application/Doctor.swift",
            "Sources/JobUConformance/StoreContract+Alerts.swift",
            "Sources/JobUConformance/StoreContract+CronJobs.swift",
            "Sources/JobUStore/Accounts/AccountStore.swift",
            "Tests/CommandTests/HiddenProcessTests.swift",
            "Tests/JobUAlertsTests/AlertServiceTests.swift",
            "Tests/PostgresContractTests/PostgresConnectTests.swift",
        ],
        "patience": [
            "Sources/JobUAlerts/AlertConfiguration.swift",
            "Sources/JobUAlerts/AlertService.swift",
            "Sources/JobUAlerts/StoreAlarm.swift",
            "Sources/JobUAlerts/StoreAlerter.swift",
            "Sources/JobUBuiltins/HTTP/HTTPHandler.swift",
            "Tests/JobUAlertsTests/StoreAlarmTests.swift",
        ],
        "put off": [
            "Sources/JobUBuiltins/HTTP/HTTPHandler.swift"
        ],
        "ring": [
            "Tests/JobUDispatcherTests/SignalListenerTests.swift"
        ],
        "rings": [
            "Sources/JobUAdmin/Overview/EventRoutes.swift",
            "Sources/JobUConformance/StoreContract+Enqueue.swift",
            "Tests/JobUDispatcherTests/SignalListenerTests.swift",
        ],
        "room": [
            "Sources/JobUAdmin/Connections/ConnectionBook.swift",
            "Sources/JobUBuiltins/Shell/CommandOutput.swift",
            "Sources/JobUModel/Crons/WaitingReason.swift",
            "Sources/JobUModel/Queues/QueueLimit.swift",
            "Sources/JobUStore/Executions/QueueClaim.swift",
            "Sources/JobUStore/Executions/SQLJobStore+Claim.swift",
            "Sources/JobUStore/SQLJobStore.swift",
            "Sources/JobUStore/Services/SQLJobStore+Health.swift",
            "Sources/JobUWorker/ClaimLoop.swift",
            "Sources/JobUWorker/Isolation/Pool/ChildPoolState.swift",
            "Sources/JobUWorker/WorkerRuntime.swift",
            "Sources/JobUWorker/WorkerState.swift",
            "Tests/JobUStoreTests/QueueLimitTests.swift",
            "Tests/JobUWorkerTests/WorkerStateTests.swift",
        ],
        "run as a noun": [
            "Sources/JobUAdmin/",
            "Sources/JobUBuiltins/",
            "Sources/JobUCommands/",
            "Sources/JobUComposition/",
            "Sources/JobUConformance/",
            "Sources/JobUDatabase/",
            "Sources/JobUDispatcher/",
            "Sources/JobUHandler/",
            "Sources/JobUModel/",
            "Sources/JobUStore/",
            "Sources/JobUTesting/",
            "Sources/JobUWorker/",
        ],
        "run as a value": [
            "Sources/JobUAdmin/",
            "Sources/JobUAlerts/",
            "Sources/JobUBuiltins/",
            "Sources/JobUCommands/",
            "Sources/JobUConformance/",
            "Sources/JobUDatabase/",
            "Sources/JobUModel/",
            "Sources/JobUStore/",
            "Sources/JobUTesting/",
            "Sources/JobUWorker/",
            "Tests/AdminTests/",
            "Tests/AtomicTests/",
            "Tests/ClusterTests/",
            "Tests/CommandTests/",
            "Tests/JobUAlertsTests/",
            "Tests/JobUBuiltinsTests/",
            "Tests/JobUContracts/",
            "Tests/JobUDispatcherTests/",
            "Tests/JobUStoreTests/",
            "Tests/JobUTestingTests/",
            "Tests/JobUWorkerTests/",
            "Tests/SimulationTests/",
        ],
        "runs": [
            "Sources/JobUAdmin/",
            "Sources/JobUAlerts/",
            "Sources/JobUCommands/",
            "Sources/JobUComposition/",
            "Sources/JobUConformance/",
            "Sources/JobUDispatcher/",
            "Sources/JobUModel/",
            "Sources/JobUStore/",
            "Sources/JobUTesting/",
            "Sources/JobUWorker/",
            "Tests/AdminTests/",
            "Tests/ClusterTests/",
            "Tests/CommandTests/",
            "Tests/JobUContracts/",
            "Tests/JobUDispatcherTests/",
            "Tests/JobUIsolationTests/",
            "Tests/JobUStoreTests/",
            "Tests/JobUTestingTests/",
            "Tests/JobUWorkerTests/",
            "Tests/MySQLContractTests/",
            "Tests/PostgresContractTests/",
            "Tests/SimulationTests/",
        ],
        "seats": [
            "Sources/JobUAdmin/AdminApplication.swift",
            "Sources/JobUAdmin/Overview/EventRoutes.swift",
            "Tests/AdminTests/ConnectionTests.swift",
        ],
        "sign of life": [
            "Sources/JobUWorker/Isolation/Pipe/ChildPipe.swift"
        ],
        "silence": [
            "Sources/JobUWorker/Isolation/Pipe/ChildPipe.swift"
        ],
        "somebody": [
            "Sources/JobUAdmin/Text/Texts+Accounts.swift",
            "Sources/JobUAdmin/Text/Texts+English.swift",
            "Sources/JobUConformance/StoreContract+Audit.swift",
            "Sources/JobUStore/Accounts/AccountStore.swift",
            "Sources/JobUStore/Executions/QueueClaim.swift",
            "Sources/JobUWorker/Isolation/ChildExitMessage.swift",
        ],
        "taken away": [
            "Sources/JobUDispatcher/Maintenance/Rescuer.swift"
        ],
        "tell": [
            "Sources/JobUAlerts/AlertService.swift",
            "Sources/JobUAlerts/AlertWatcher.swift",
            "Sources/JobUCommands/MigrateCommand+PythonImport.swift",
            "Sources/JobUComposition/Databases/OpenStore.swift",
            "Sources/JobUDatabase/Atomic/BranchFinisher.swift",
            "Sources/JobUDispatcher/Maintenance/TransactionRecoverer.swift",
            "Sources/JobUStore/Engine/EngineParts.swift",
            "Sources/JobUStore/Signals/SignalPublisher.swift",
            "Sources/JobUWorker/Executions/ProgressReporter.swift",
            "Sources/JobUWorker/Isolation/ChildHost.swift",
            "Sources/JobUWorker/Isolation/IsolatedExecution.swift",
            "Tests/JobUHTTPTests/WebServer.swift",
        ],
        "told": [
            "Sources/JobUAdmin/Crons/CronJobExplainRoutes.swift",
            "Sources/JobUAdmin/Overview/MetricsRoute.swift",
            "Sources/JobUAlerts/StoreAlarm.swift",
            "Sources/JobUComposition/Application/Doctor.swift",
            "Sources/JobUDispatcher/Maintenance/TransactionRecoverer.swift",
            "Sources/JobUDispatcher/ScheduleReader.swift",
            "Sources/JobUPostgres/Driver/PostgresCall.swift",
            "Tests/AdminTests/ExplainWindowTests.swift",
            "Tests/AdminTests/PageTests.swift",
            "Tests/CommandTests/DocumentationTests.swift",
            "Tests/JobUAlertsTests/AlertMessageTests.swift",
            "Tests/JobUBuiltinsTests/HTTPHandlerTests.swift",
            "Tests/JobUConfigurationTests/NamedFileTests.swift",
            "Tests/JobUConfigurationTests/ReferenceRowTests.swift",
            "Tests/JobUDispatcherTests/FakeDispatchStore.swift",
            "Tests/JobUStoreTests/SignalPublisherTests.swift",
            "Tests/JobUWorkerTests/ExecutionLogTests.swift",
        ],
        "wakeUp": [
            "Sources/JobUSQLite/Watch/SQLiteChangeWatcher.swift",
            "Tests/JobUDispatcherTests/SignalListenerTests.swift",
        ],
        "wish": [
            "Tests/CommandTests/SignalTests.swift"
        ],
        "wishes": [
            "Sources/JobUComposition/Application/ShutdownSignals.swift",
            "Sources/JobUComposition/Application/StopRequests.swift",
            "Tests/CommandTests/SignalTests.swift",
        ],
        "witness": [
            "Sources/JobUMySQL/Driver/MySQLHandle.swift"
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
