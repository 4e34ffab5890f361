// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "PROJECT_PRODUCT",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "PROJECT_PRODUCT", targets: ["PROJECT_TARGET"])],
    dependencies: [
        JOBU_DEPENDENCY
    ],
    targets: [
        .executableTarget(name: "PROJECT_TARGET", dependencies: [.product(name: "JobU", package: "JOBU_PACKAGE")]),
        .testTarget(
            name: "PROJECT_TARGETTests",
            dependencies: [
                "PROJECT_TARGET", .product(name: "JobU", package: "JOBU_PACKAGE"), .product(name: "JobUTesting", package: "JOBU_PACKAGE"),
            ]),
    ]
)
