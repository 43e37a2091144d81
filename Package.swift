// swift-tools-version: 6.2

import PackageDescription

/// Warnings are errors in CI (`.ci/run` sets `CI`), and only there, so that a newer compiler never stops a user's build.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
    strict + [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]

/// A module of the library part; dependencies point downwards only (see CONTRIBUTING.md).
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
        swiftSettings: settings)
}

let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let asyncAlgorithms = Target.Dependency.product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "evenkeel",
    products: [.executable(name: "evenkeel", targets: ["evenkeel"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        // System libraries, each behind one thin wrapper.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),

        // Pure: no I/O, no clock, no randomness.
        module("JSONValue"),
        module("KubernetesTypes", ["JSONValue"]),
        module("TimeSeries"),
        module("Detection", ["TimeSeries"]),
        module("PromQL"),
        module("EvenkeelAPI", ["JSONValue", "KubernetesTypes", "PromQL"]),
        module(
            "EvenkeelEngine",
            ["Cryptography", "Detection", "EvenkeelAPI", "JSONValue", "KubernetesTypes", "TimeSeries"]),
        module(
            "EvenkeelRecords",
            ["Cryptography", "Detection", "EvenkeelAPI", "EvenkeelEngine", "JSONValue", "KubernetesTypes"]),
        module("EvenkeelShell", ["EvenkeelAPI", "EvenkeelEngine", "JSONValue", "KubernetesTypes"]),
        module("ClusterModel", ["JSONValue", "KubernetesTypes", collections]),
        module(
            "EvenkeelSimulation",
            [
                "ClusterModel", "Cryptography", "EvenkeelAPI", "EvenkeelEngine", "EvenkeelShell", "JSONValue",
                "KubernetesTypes", "TimeSeries",
            ]),

        // Shells.
        module("YAML", ["CLibYAML", "JSONValue"]),
        module("Cryptography", ["COpenSSL"]),
        module("HTTPTransport", ["CCurl"]),
        module("PrometheusClient", ["HTTPTransport", "JSONValue", "TimeSeries"]),
        module("KubernetesClient", ["Cryptography", "HTTPTransport", "JSONValue", "KubernetesTypes", "YAML"]),
        module("KubernetesRuntime", ["KubernetesClient", "JSONValue", "KubernetesTypes"]),
        module("EvenkeelSandbox", ["ClusterModel", "JSONValue", "KubernetesTypes", hummingbird, lifecycle, logging]),
        module(
            "EvenkeelOperator",
            [
                "EvenkeelAPI", "EvenkeelEngine", "EvenkeelRecords", "EvenkeelShell", "HTTPTransport", "JSONValue",
                "KubernetesClient", "KubernetesRuntime", "KubernetesTypes", "PrometheusClient", "TimeSeries",
                asyncAlgorithms, hummingbird, lifecycle, logging, nio, system,
            ]),
        module(
            "EvenkeelBacktest",
            [
                "Detection", "EvenkeelAPI", "EvenkeelEngine", "EvenkeelShell", "JSONValue", "KubernetesTypes",
                "PrometheusClient", "TimeSeries", "YAML",
            ]),
        .executableTarget(
            name: "evenkeel",
            dependencies: [
                "ClusterModel", "Detection", "EvenkeelAPI", "EvenkeelBacktest", "EvenkeelEngine", "EvenkeelOperator",
                "EvenkeelRecords", "EvenkeelSandbox", "EvenkeelSimulation",
                "HTTPTransport",
                "JSONValue", "KubernetesClient", "KubernetesTypes", "PrometheusClient", "YAML", arguments, hummingbird,
                lifecycle, logging, subprocess, system,
            ], swiftSettings: settings),

        // Generated input for every reader of what others have written.
        .target(
            name: "FuzzSupport", dependencies: ["JSONValue"], path: "Tests/FuzzSupport", swiftSettings: settings),
        tests(of: "JSONValue", ["FuzzSupport"]),
        tests(of: "KubernetesTypes", ["JSONValue"]),
        tests(of: "TimeSeries"),
        tests(of: "Detection", ["FuzzSupport", "TimeSeries"]),
        tests(of: "PromQL", ["FuzzSupport"]),
        tests(of: "EvenkeelAPI", ["FuzzSupport", "JSONValue", "KubernetesTypes", "YAML"]),
        // Their world is the simulation's cluster, behind the requests of the shell.
        tests(
            of: "EvenkeelEngine",
            [
                "ClusterModel", "Detection", "EvenkeelAPI", "EvenkeelShell", "EvenkeelSimulation", "FuzzSupport",
                "JSONValue", "KubernetesTypes", "TimeSeries",
            ]),
        tests(of: "EvenkeelRecords", ["EvenkeelAPI", "EvenkeelEngine", "FuzzSupport", "JSONValue", "KubernetesTypes"]),
        tests(of: "EvenkeelShell", ["EvenkeelAPI", "EvenkeelEngine", "JSONValue", "KubernetesTypes"]),
        tests(of: "ClusterModel", ["EvenkeelAPI", "JSONValue", "KubernetesTypes"]),
        tests(of: "EvenkeelSimulation"),
        tests(of: "EvenkeelSandbox", ["ClusterModel", "JSONValue"]),
        tests(of: "YAML", ["Cryptography", "FuzzSupport", "JSONValue"]),
        tests(of: "HTTPTransport", ["CommandTestSupport", "FuzzSupport"]),
        tests(
            of: "PrometheusClient", ["CommandTestSupport", "FuzzSupport", "HTTPTransport", "JSONValue", "TimeSeries"]),
        // Time that the tests of the Kubernetes modules and of the operator advance themselves.
        .target(
            name: "KubernetesTestSupport", dependencies: ["KubernetesClient", "KubernetesTypes"],
            path: "Tests/KubernetesTestSupport", swiftSettings: settings),
        tests(
            of: "KubernetesClient",
            ["FuzzSupport", "HTTPTransport", "JSONValue", "KubernetesTestSupport", "KubernetesTypes", "YAML"]),
        tests(
            of: "KubernetesRuntime",
            [
                "FuzzSupport", "HTTPTransport", "KubernetesClient", "JSONValue", "KubernetesTestSupport",
                "KubernetesTypes",
            ]),
        tests(
            of: "EvenkeelOperator",
            [
                "EvenkeelAPI", "EvenkeelEngine", "EvenkeelRecords", "EvenkeelShell", "HTTPTransport", "JSONValue",
                "KubernetesClient", "KubernetesRuntime", "KubernetesTestSupport", "KubernetesTypes", hummingbird,
                logging, subprocess, system, "TimeSeries",
            ]),
        tests(
            of: "EvenkeelBacktest",
            [
                "CommandTestSupport", "Detection", "EvenkeelAPI", "EvenkeelEngine", "FuzzSupport", "HTTPTransport",
                "JSONValue", "KubernetesTypes", "PrometheusClient", "TimeSeries", "YAML", subprocess, system,
            ]),
        // They run the command that a user would run, so it is built first.
        .target(
            name: "CommandTestSupport", dependencies: [subprocess, system], path: "Tests/CommandTestSupport",
            swiftSettings: settings),
        .testTarget(
            name: "EvenkeelCommandTests",
            dependencies: [
                "CommandTestSupport", "EvenkeelAPI", "EvenkeelEngine", "EvenkeelRecords", "evenkeel", "JSONValue",
                "KubernetesTypes", "YAML", hummingbird, logging, subprocess, system,
            ],
            exclude: ["Goldens"], swiftSettings: settings),
        // Scenarios against a Kubernetes API: the sandbox always, a cluster of the user's where one is named.
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "CommandTestSupport", "EvenkeelAPI", "HTTPTransport", "JSONValue", "KubernetesClient",
                "KubernetesTypes", "evenkeel", hummingbird, logging, subprocess, system, asyncAlgorithms,
            ], swiftSettings: settings),
    ]
)
