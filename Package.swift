// swift-tools-version: 6.2
import PackageDescription

// Longer than other files, because SwiftPM reads one manifest. The layers and the reason for each target are in docs/architecture.md;
// TidyTests compares that page with this file.

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

/// A library target: `dependencies` lists ours first, then those of other packages.
func library(
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
        // Layer 0: imports no target of this package.
        library("JobUTime", []),
        library("JobUCron", []),
        library(
            "JobUHTTP",
            [
                .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        library("JobUTemplates", [], resources: [.embedInCode("Templates")]),
        .target(name: "CJobUIsolation"),
        .target(name: "CJobUSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
        .systemLibrary(name: "CJobULibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CJobULibMariaDB", pkgConfig: "libmariadb", providers: [.apt(["libmariadb-dev"])]),
        // Layer 1: the nouns, and SQL without a word about jobs.
        library("JobUModel", ["JobUCron", "JobUTime"]),
        library("JobUDatabase", ["JobUTime", logging, metrics, tracing, .product(name: "Crypto", package: "swift-crypto")]),
        // Layer 2: the verbs, and what handler authors read.
        library("JobUStore", ["JobUDatabase", "JobUModel", logging, metrics]),
        library("JobUHandler", ["JobUDatabase", "JobUModel", logging]),
        // Layer 3: the roles and the engines. None imports another.
        library("JobUDispatcher", ["JobUCron", "JobUDatabase", "JobUModel", "JobUStore", logging, metrics, tracing, lifecycle]),
        library(
            "JobUWorker", ["CJobUIsolation", "JobUDatabase", "JobUHandler", "JobUModel", "JobUStore", logging, metrics, tracing, lifecycle]),
        library(
            "JobUAlerts",
            [
                "JobUDatabase", "JobUHTTP", "JobUModel", "JobUStore", logging, metrics, tracing, lifecycle,
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        library(
            "JobUBuiltins",
            [
                "JobUDatabase", "JobUHTTP", "JobUHandler", "JobUModel", logging, .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        library(
            "JobUAdmin",
            [
                "JobUCron", "JobUDatabase", "JobUHTTP", "JobUModel", "JobUStore", logging, lifecycle,
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Mustache", package: "swift-mustache"), .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            resources: [.embedInCode("Templates"), .embedInCode("Public")]),
        // The store's contract: the tests of each engine run it, and so does `jobu doctor --conformance`.
        library("JobUConformance", ["JobUDatabase", "JobUModel", "JobUStore", "JobUTime"]),
        library(
            "JobUSQLite",
            [
                "CJobUSQLite", "JobUDatabase", "JobUModel", "JobUStore", "JobUTime", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            resources: [.embedInCode("Migrations")]),
        library(
            "JobUPostgres", ["CJobULibPQ", "JobUDatabase", "JobUModel", "JobUStore", "JobUTime"],
            resources: [.embedInCode("Migrations")]),
        library(
            "JobUMySQL", ["CJobULibMariaDB", "JobUDatabase", "JobUModel", "JobUStore", "JobUTime"],
            resources: [.embedInCode("Migrations")]),
        // Layer 4: puts the services together.
        library(
            "JobUComposition",
            [
                "JobUAdmin", "JobUAlerts", "JobUBuiltins", "JobUConformance", "JobUCron", "JobUDatabase", "JobUDispatcher", "JobUHTTP",
                "JobUHandler", "JobUModel", "JobUSQLite", "JobUStore", "JobUWorker", logging, metrics, lifecycle,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"), .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Yams", package: "Yams"),
            ]),
        // Layer 5: the commands, and the scheduler for handler tests.
        library(
            "JobUCommands",
            [
                "JobUAdmin", "JobUAlerts", "JobUComposition", "JobUCron", "JobUDatabase", "JobUHandler", "JobUModel", "JobUStore",
                "JobUTemplates", logging, .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        library(
            "JobUTesting",
            ["JobUComposition", "JobUDatabase", "JobUDispatcher", "JobUHandler", "JobUModel", "JobUStore", "JobUWorker", logging]),
        // Layer 6: what handler authors import, and the stock tool.
        library("JobU", ["JobUCommands", "JobUComposition", "JobUDatabase", "JobUHandler", "JobUModel", "JobUStore", logging]),
        .executableTarget(name: "JobUTool", dependencies: ["JobUCommands", "JobUPostgres", "JobUMySQL"], swiftSettings: strict),

        // Benchmarks. They share the product's release build and see what is `package`: docs/adr/0007-benchmarks-in-the-package.md.
        .executableTarget(
            name: "SchedulerBenchmark",
            dependencies: [
                "CLoops", "JobUContracts", "JobUDatabase", "JobUDispatcher", "JobUHandler", "JobUModel", "JobUMySQL", "JobUPostgres",
                "JobUSQLite", "JobUStore", "JobUTesting", "JobUWorker", logging, lifecycle,
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
                "JobUTool", "JobUContracts", "JobUDatabase", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUSQLite", "JobUStore",
                "JobUTesting", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "Subprocess", package: "swift-subprocess"),
            ], path: "Benchmarks/AdminBenchmark", swiftSettings: strict),
        .executableTarget(
            name: "CronBenchmark", dependencies: ["JobUCron"], path: "Benchmarks/CronBenchmark", swiftSettings: strict),

        tests("JobUCronTests", ["JobUCron"], resources: [.copy("Fixtures")]),
        tests("JobUModelTests", ["JobUCron", "JobUModel", "JobUTesting", "JobUTime"]),
        tests("JobUTestingTests", ["JobUComposition", "JobUDatabase", "JobUHandler", "JobUModel", "JobUStore", "JobUTesting", logging]),
        tests("JobUTemplatesTests", ["JobUTemplates", .product(name: "Yams", package: "Yams")]),
        tests("JobUMetricsTests", ["JobUComposition", .product(name: "CoreMetrics", package: "swift-metrics")]),
        tests("JobUIsolationTests", ["JobUTesting", "JobUWorker"]),
        tests("JobUStoreTests", ["JobUCron", "JobUDatabase", "JobUModel", "JobUSQLite", "JobUStore", "JobUTesting", "TestSupport"]),
        tests("JobUDatabaseTests", ["JobUDatabase", "JobUModel", "JobUTesting", "JobUTime"]),
        tests(
            "JobUConfigurationTests",
            ["JobUAdmin", "JobUAlerts", "JobUBuiltins", "JobUComposition", "JobUDatabase", "JobUDispatcher", "JobUModel", "JobUWorker"]),
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
                .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        tests(
            "JobUDispatcherTests",
            ["JobUCron", "JobUDatabase", "JobUDispatcher", "JobUModel", "JobUStore", "JobUTesting", logging, lifecycle]),
        tests(
            "JobUBuiltinsTests",
            [
                "JobUBuiltins", "JobUDatabase", "JobUHTTP", "JobUHandler", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUSQLite",
                "JobUTesting", "LoopbackServer", logging, .product(name: "Hummingbird", package: "hummingbird"),
            ]),
        tests(
            "JobUWorkerTests",
            [
                "JobUDatabase", "JobUHandler", "JobUModel", "JobUStore", "JobUTesting", "JobUWorker", "TestSupport", logging, lifecycle,
                tracing, inMemoryTracing, .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ]),
        tests(
            "SQLiteContractTests",
            ["JobUConformance", "JobUContracts", "JobUDatabase", "JobUModel", "JobUSQLite", "JobUStore", "JobUTesting", "TestSupport"]),
        // Stores, servers and networks that fail on demand; the contracts that every engine must pass.
        .target(
            name: "TestSupport",
            dependencies: [
                "JobUDatabase", "JobUModel", "JobUSQLite", "JobUStore", "JobUTesting", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "Subprocess", package: "swift-subprocess"),
            ], path: "Tests/Support", swiftSettings: strict),
        .target(
            name: "JobUContracts",
            dependencies: [
                "JobUBuiltins", "JobUConformance", "JobUDatabase", "JobUHandler", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUSQLite",
                "JobUStore", "JobUTesting", "JobUTime", "TestSupport", logging,
            ], path: "Tests/JobUContracts", swiftSettings: strict),
        // Dispatchers and workers that cluster tests kill, stop and continue.
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
                "ClusterProbe", "JobUContracts", "JobUDatabase", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUSQLite", "JobUStore",
                "JobUTesting", "TestSupport", .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        // The tool with a handler that crashes, hangs and leaks on demand.
        .executableTarget(
            name: "IsolationProbe",
            dependencies: ["JobUCommands", "JobUDatabase", "JobUHandler", "JobUModel", "JobUMySQL", "JobUPostgres", logging],
            path: "Tests/IsolationProbe", swiftSettings: strict),
        // A program as an author writes it, with SQLite alone.
        .executableTarget(name: "LinkageProbe", dependencies: ["JobU"], path: "Tests/LinkageProbe", swiftSettings: strict),
        // A program that imports another database library beside JobU, from outside of the package as far as names go.
        .executableTarget(
            name: "NamesProbe", dependencies: ["JobU", .product(name: "GRDB", package: "GRDB.swift")], path: "Tests/NamesProbe",
            packageAccess: false, swiftSettings: strict),
        // A coordinator that crash tests kill, stop and wake.
        .executableTarget(
            name: "AtomicProbe", dependencies: ["JobUContracts", "JobUDatabase"], path: "Tests/AtomicProbe",
            swiftSettings: strict),
        tests(
            "AtomicTests",
            [
                "AtomicProbe", "JobUContracts", "JobUDatabase", "JobUHandler", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUStore",
                "JobUTesting", "JobUWorker", "TestSupport", logging, lifecycle, .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        tests(
            "PostgresContractTests",
            [
                "JobUConformance", "JobUContracts", "JobUDatabase", "JobUModel", "JobUPostgres", "JobUStore", "JobUTesting", "JobUTime",
                "TestSupport", logging,
            ]),
        tests(
            "MySQLContractTests",
            [
                "JobUConformance", "JobUContracts", "JobUDatabase", "JobUModel", "JobUMySQL", "JobUStore", "JobUTesting", "JobUTime",
                "TestSupport",
            ]),
        tests(
            "AdminTests",
            [
                "JobUAdmin", "JobUDatabase", "JobUModel", "JobUStore", "JobUTesting", "TestSupport", logging, lifecycle,
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        tests(
            "CommandTests",
            [
                "IsolationProbe", "LinkageProbe", "JobUTool", "JobUComposition", "JobUConformance", "JobUContracts", "JobUDatabase",
                "JobUHandler", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUSQLite", "JobUStore", "JobUTesting", "TestSupport", logging,
                .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        tests(
            "SimulationTests",
            [
                "JobUContracts", "JobUDatabase", "JobUDispatcher", "JobUHandler", "JobUModel", "JobUSQLite", "JobUStore", "JobUTesting",
                "JobUWorker", "TestSupport", logging, lifecycle,
            ]),
        tests(
            "JobUAlertsTests",
            [
                "JobUAlerts", "JobUHTTP", "JobUModel", "JobUStore", "JobUTesting", "LoopbackServer", "TestSupport", logging, lifecycle,
                tracing, inMemoryTracing, .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        // The parsers of untrusted text, for libFuzzer (script/fuzz) and for the tests that replay its corpus.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "JobUAdmin", "JobUCron", "JobUDatabase", "JobUHTTP", "JobUModel", "JobUMySQL", "JobUPostgres", "JobUSQLite", "JobUWorker",
            ],
            path: "Tests/FuzzTargets", swiftSettings: strict),
        .executableTarget(name: "FuzzProbe", dependencies: ["FuzzTargets"], path: "Tests/FuzzProbe", swiftSettings: strict),
        tests("FuzzTests", ["FuzzTargets", "JobUTesting"], resources: [.copy("Corpus")]),
        tests("TidyTests", []),
    ]
)
