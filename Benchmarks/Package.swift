// swift-tools-version: 6.2

import PackageDescription

/// Measurements, apart from the product so that its users never build them. `Sources/Detection` and `Sources/TimeSeries` are
/// links to the modules.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "evenkeel-benchmarks",
    targets: [
        .target(name: "TimeSeries", swiftSettings: settings),
        .target(name: "Detection", dependencies: ["TimeSeries"], swiftSettings: settings),
        .executableTarget(name: "SequentialTest", dependencies: ["Detection"], swiftSettings: settings),
        .executableTarget(
            name: "DetectorActing", dependencies: ["Detection", "TimeSeries"], swiftSettings: settings),
        .executableTarget(name: "DetectorTables", swiftSettings: settings),
        .executableTarget(name: "DetectorSpeed", dependencies: ["Detection", "TimeSeries"], swiftSettings: settings),
    ]
)
