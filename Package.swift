// swift-tools-version: 6.2
import PackageDescription

// Longer than other files: SwiftPM reads one manifest, and the graph of all targets is one picture.

// Every target of ours is built with the same strict settings.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let inMemoryTracing: Target.Dependency = .product(name: "InMemoryTracing", package: "swift-distributed-tracing")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

/// A target of the house. `dependencies` lists ours first, then the outside's.
func room(
    _ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "jobu",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "JobU", targets: ["JobU"]),
        .library(name: "JobUPostgres", targets: ["JobUPostgres"]),
        .library(name: "JobUMySQL", targets: ["JobUMySQL"]),
        .library(name: "JobUCron", targets: ["JobUCron"]),
        .library(name: "JobUTesting", targets: ["JobUTesting"]),
        .executable(name: "jobu", targets: ["JobUTool"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Layer 0: knows nothing of ours.
        room("JobUCron", []),
        room("JobUDatabase", [logging, metrics, tracing, .product(name: "Crypto", package: "swift-crypto")]),
        room("JobUConfiguration", [.product(name: "Yams", package: "Yams")]),
        room("JobUTemplates", [], resources: [.embedInCode("Templates")]),
        room("JobUMetrics", [.product(name: "CoreMetrics", package: "swift-metrics")]),
        room(
            "JobUHTTP",
            [
                .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .systemLibrary(name: "CJobULibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CJobULibMariaDB", pkgConfig: "libmariadb", providers: [.apt(["libmariadb-dev"])]),
        // Layer 1: the nouns.
        room("JobUModel", ["JobUCron"]),
        // Layer 2: the verbs, and what a handler author reads.
        room("JobUStore", ["JobUModel", "JobUDatabase", "JobUCron", "JobUConfiguration", logging, metrics]),
        room("JobUHandler", ["JobUModel", "JobUDatabase", logging]),
        .target(name: "CJobUIsolation"),
        room("JobUIsolation", ["CJobUIsolation", "JobUModel", logging]),
        // Layer 3: the services and the engines. No neighbour imports a neighbour.
        room("JobUDispatcher", ["JobUCron", "JobUModel", "JobUStore", logging, metrics, tracing, lifecycle]),
        room(
            "JobUWorker", ["JobUModel", "JobUDatabase", "JobUStore", "JobUHandler", "JobUIsolation", logging, metrics, tracing, lifecycle]),
        room(
            "JobUBuiltins",
            [
                "JobUModel", "JobUDatabase", "JobUHandler", "JobUHTTP", logging, .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        room("JobUMaintenance", ["JobUDatabase", "JobUModel", "JobUStore", logging, metrics, lifecycle]),
        room(
            "JobUAlerts",
            [
                "JobUDatabase", "JobUHTTP", "JobUModel", "JobUStore", logging, metrics, tracing, lifecycle,
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        room(
            "JobUAdmin",
            [
                "JobUCron", "JobUDatabase", "JobUHTTP", "JobUModel", "JobUStore", logging, lifecycle,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Mustache", package: "swift-mustache"), .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            resources: [.embedInCode("Templates"), .embedInCode("Public")]),
        .target(name: "CJobUSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
        room(
            "JobUSQLite",
            [
                "CJobUSQLite", "JobUDatabase", "JobUStore", "JobUModel", "JobUConfiguration", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            resources: [.embedInCode("Migrations")]),
        room(
            "JobUPostgres", ["CJobULibPQ", "JobUConfiguration", "JobUDatabase", "JobUStore", "JobUModel"],
            resources: [.embedInCode("Migrations")]),
        room(
            "JobUMySQL", ["CJobULibMariaDB", "JobUConfiguration", "JobUDatabase", "JobUStore", "JobUModel"],
            resources: [.embedInCode("Migrations")]),
        // The contract of a store: run by the tests of each engine, and by whoever wants to know of a server of theirs.
        room("JobUConformance", ["JobUModel", "JobUDatabase", "JobUStore"]),
        // Layer 4: composition.
        room(
            "JobUComposition",
            [
                "JobUCron", "JobUModel", "JobUDatabase", "JobUConfiguration", "JobUStore", "JobUHandler", "JobUBuiltins", "JobUHTTP",
                "JobUConformance", "JobUDispatcher", "JobUWorker", "JobUIsolation", "JobUMaintenance", "JobUAlerts", "JobUAdmin",
                "JobUSQLite", logging,
                metrics, lifecycle,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        // Layer 5: the commands, and the kit for tests.
        room(
            "JobUCommands",
            [
                "JobUComposition", "JobUCron", "JobUMetrics", "JobUModel", "JobUDatabase", "JobUConfiguration", "JobUStore", "JobUHandler",
                "JobUAdmin", "JobUAlerts", "JobUTemplates",
                logging, .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        room(
            "JobUTesting",
            [
                "JobUComposition", "JobUConfiguration", "JobUDatabase", "JobUDispatcher", "JobUHandler", "JobUModel", "JobUSQLite",
                "JobUStore",
                "JobUWorker", logging,
            ]),
        // Layer 6: the contract suites (test support, not a product), what an author of handlers imports, and the stock tool.
        room(
            "JobUContracts",
            [
                "JobUBuiltins", "JobUConformance", "JobUHandler", "JobUModel", "JobUDatabase", "JobUStore", "JobUTesting", "JobUSQLite",
                "JobUPostgres", "JobUMySQL", logging,
            ]),
        room("JobU", ["JobUComposition", "JobUCommands", "JobUDatabase", "JobUHandler", "JobUModel", "JobUStore", logging]),
        .executableTarget(name: "JobUTool", dependencies: ["JobUCommands", "JobUPostgres", "JobUMySQL"], swiftSettings: strict),

        // Measurements share the product's release build, and see what is `package`. See docs/adr.
        .executableTarget(
            name: "SchedulerBenchmark",
            dependencies: [
                "CLoops", "JobUContracts", "JobUDatabase", "JobUDispatcher", "JobUHandler", "JobUIsolation", "JobUModel", "JobUMySQL",
                "JobUPostgres",
                "JobUSQLite",
                "JobUStore", "JobUTesting", "JobUWorker", logging, lifecycle,
            ], path: "Benchmarks/SchedulerBenchmark", swiftSettings: strict),
        .target(
            name: "CLoops", dependencies: ["CJobULibPQ", "CJobULibMariaDB"], path: "Benchmarks/CLoops",
            linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "DatabaseBenchmark",
            dependencies: ["CLoops", "JobUContracts", "JobUDatabase", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUTesting"],
            path: "Benchmarks/DatabaseBenchmark", swiftSettings: strict),
        .executableTarget(
            name: "AdminBenchmark",
            dependencies: [
                "JobUContracts", "JobUDatabase", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUSQLite", "JobUStore", "JobUTesting",
                "JobUTool",
                .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], path: "Benchmarks/AdminBenchmark", swiftSettings: strict),
        .executableTarget(
            name: "CronBenchmark", dependencies: ["JobUCron"], path: "Benchmarks/CronBenchmark", swiftSettings: strict),

        tests("JobUCronTests", ["JobUCron"], resources: [.copy("Fixtures")]),
        tests("JobUModelTests", ["JobUCron", "JobUModel", "JobUTesting"]),
        tests("JobUTestingTests", ["JobUComposition", "JobUDatabase", "JobUHandler", "JobUModel", "JobUTesting", logging]),
        tests("JobUTemplatesTests", ["JobUTemplates", .product(name: "Yams", package: "Yams")]),
        tests("JobUMetricsTests", ["JobUMetrics", .product(name: "CoreMetrics", package: "swift-metrics")]),
        tests("JobUIsolationTests", ["JobUIsolation", "JobUModel", "JobUTesting"]),
        tests("JobUStoreTests", ["JobUCron", "JobUDatabase", "JobUModel", "JobUSQLite", "JobUStore", "JobUTesting"]),
        tests("JobUDatabaseTests", ["JobUDatabase", "JobUModel", "JobUTesting"]),
        tests("JobUConfigurationTests", ["JobUConfiguration"]),
        // A web server that tests start and stop.
        .target(
            name: "LoopbackServer",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdTesting", package: "hummingbird"),
            ], path: "Tests/LoopbackServer", swiftSettings: strict),
        tests(
            "JobUHTTPTests",
            [
                "JobUHTTP", "JobUTesting", "LoopbackServer", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        tests(
            "JobUDispatcherTests",
            ["JobUCron", "JobUDatabase", "JobUDispatcher", "JobUMaintenance", "JobUModel", "JobUStore", "JobUTesting", logging, lifecycle]),
        tests(
            "JobUBuiltinsTests",
            [
                "JobUBuiltins", "JobUDatabase", "JobUHandler", "JobUHTTP", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUSQLite",
                "JobUTesting",
                "LoopbackServer", logging, .product(name: "Hummingbird", package: "hummingbird"),
            ]),
        tests(
            "JobUWorkerTests",
            [
                "JobUWorker", "JobUDatabase", "JobUModel", "JobUStore", "JobUHandler", "JobUIsolation", "JobUTesting", logging, tracing,
                inMemoryTracing,
                .product(name: "CoreMetrics", package: "swift-metrics"), .product(name: "MetricsTestKit", package: "swift-metrics"),
            ]),
        tests(
            "SQLiteContractTests",
            ["JobUConformance", "JobUContracts", "JobUSQLite", "JobUTesting", "JobUDatabase", "JobUStore", "JobUModel"]),
        // Servers and networks that fail when a test wants them to.
        .target(
            name: "FaultKit",
            dependencies: [
                "JobUTesting", .product(name: "Subprocess", package: "swift-subprocess"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], path: "Tests/FaultKit", swiftSettings: strict),
        // Dispatchers and workers that cluster tests kill, stop and wake.
        .executableTarget(
            name: "ClusterProbe",
            dependencies: [
                "JobUCommands", "JobUContracts", "JobUDatabase", "JobUHandler", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUStore",
                tracing,
            ],
            path: "Tests/ClusterProbe", swiftSettings: strict),
        tests(
            "ClusterTests",
            [
                "ClusterProbe", "FaultKit", "JobUContracts", "JobUDatabase", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUSQLite",
                "JobUStore", "JobUTesting", .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        // The tool with a handler that does every harm a handler can do.
        .executableTarget(
            name: "IsolationProbe",
            dependencies: ["JobUCommands", "JobUDatabase", "JobUHandler", "JobUModel", "JobUMySQL", "JobUPostgres", logging],
            path: "Tests/IsolationProbe", swiftSettings: strict),
        // A program as an author writes it, with SQLite alone.
        .executableTarget(name: "LinkageProbe", dependencies: ["JobU"], path: "Tests/LinkageProbe", swiftSettings: strict),
        // A coordinator that crash tests kill, stop and wake.
        .executableTarget(
            name: "AtomicProbe", dependencies: ["JobUContracts", "JobUDatabase", "JobUTesting", logging], path: "Tests/AtomicProbe",
            swiftSettings: strict),
        tests(
            "AtomicTests",
            [
                "AtomicProbe", "FaultKit", "JobUContracts", "JobUDatabase", "JobUHandler", "JobUModel", "JobUStore", "JobUTesting",
                "JobUWorker",
                logging, lifecycle, .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        tests(
            "PostgresContractTests",
            ["JobUConformance", "JobUContracts", "JobUPostgres", "JobUTesting", "JobUDatabase", "JobUModel", "JobUStore", logging]),
        tests(
            "MySQLContractTests",
            ["JobUConformance", "JobUContracts", "JobUMySQL", "JobUTesting", "JobUDatabase", "JobUModel", "JobUStore"]),
        tests(
            "AdminTests",
            [
                "JobUAdmin", "JobUDatabase", "JobUModel", "JobUStore", "JobUTesting", logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        tests(
            "CommandTests",
            [
                "IsolationProbe",
                "LinkageProbe", "JobUTool", "JobUComposition", "JobUConfiguration", "JobUConformance", "JobUContracts", "JobUCron",
                "JobUDatabase",
                "JobUHandler", "JobUModel",
                "JobUMySQL", "JobUPostgres",
                "JobUSQLite", "JobUStore", "JobUTesting", logging,
                .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        tests(
            "SimulationTests",
            [
                "JobUContracts", "JobUDispatcher", "JobUWorker", "JobUMaintenance", "JobUHandler", "JobUModel", "JobUSQLite", "JobUStore",
                "JobUTesting", logging, lifecycle,
            ]),
        tests(
            "JobUAlertsTests",
            [
                "JobUAlerts", "JobUHTTP", "JobUModel", "JobUStore", "JobUTesting", logging, lifecycle, tracing, inMemoryTracing,
                "LoopbackServer", .product(name: "Hummingbird", package: "hummingbird"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        // What reads texts of others, for libFuzzer (script/fuzz) and for the tests that replay its corpus.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "JobUAdmin", "JobUCron", "JobUDatabase", "JobUHTTP", "JobUIsolation", "JobUModel", "JobUMySQL", "JobUPostgres",
                "JobUSQLite",
            ],
            path: "Tests/FuzzTargets", swiftSettings: strict),
        .executableTarget(name: "FuzzProbe", dependencies: ["FuzzTargets"], path: "Tests/FuzzProbe", swiftSettings: strict),
        tests("FuzzTests", ["FuzzTargets", "JobUTesting"], resources: [.copy("Corpus")]),
        tests("TidyTests", []),
    ]
)
