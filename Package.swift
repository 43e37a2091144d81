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

let package = Package(
    name: "evenkeel",
    targets: [
        // Pure: no I/O, no clock, no randomness.
        module("JSONValue"),
        module("KubernetesTypes", ["JSONValue"]),
        module("EvenkeelAPI", ["JSONValue", "KubernetesTypes"]),

        tests(of: "JSONValue"),
        tests(of: "KubernetesTypes", ["JSONValue"]),
    ]
)
