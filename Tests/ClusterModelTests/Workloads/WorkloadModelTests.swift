import JSONValue
import KubernetesTypes
import Testing

@testable import ClusterModel

@Suite struct WorkloadModelTests {
    private static let start = Timestamp(secondsSince1970: 1_800_000_000)

    private static func deployment(load: Double, app: String? = "web", name: String = "web") -> KubernetesObject {
        KubernetesObject([
            "metadata": [
                "name": .string(name), "namespace": "shop",
                "annotations": [WorkloadProfile.load: .string("\(load)")],
            ],
            "spec": [
                "selector": ["matchLabels": ["tier": "front"]],
                "template": ["metadata": ["labels": app.map { ["app": .string($0)] } ?? ["tier": "front"]]],
            ],
        ])
    }

    private static func pod(
        _ name: String, labels: [String: String] = ["app": "web"], isReady: Bool = true, restarts: Int = 0,
        _ annotations: [String: String] = [:]
    ) -> KubernetesObject {
        let marked = Dictionary(
            uniqueKeysWithValues: annotations.map { ("workload.evenkeel.dev/\($0.key)", $0.value) })
        return KubernetesObject([
            "metadata": [
                "name": .string(name), "namespace": "shop", "uid": .string("uid-\(name)"), "labels": JSON(labels),
                "annotations": JSON(marked),
            ],
            "spec": ["containers": [["name": "app", "resources": ["requests": ["cpu": "500m"]]]]],
            "status": [
                "phase": "Running",
                "conditions": [["type": "Ready", "status": isReady ? "True" : "False"]],
                "containerStatuses": [
                    [
                        "restartCount": JSON(restarts), "state": ["running": ["startedAt": .string("\(start)")]],
                    ]
                ],
            ],
        ])
    }

    private static func played(
        _ seconds: Double, load: Double, _ pods: [KubernetesObject], step: Double = 1
    ) -> WorkloadModel {
        var model = WorkloadModel()
        let deployments = [deployment(load: load)]
        for second in stride(from: 0, through: seconds, by: step) {
            model.advance(deployments: deployments, pods: pods, to: start + second)
        }
        return model
    }

    private static func counters(_ model: WorkloadModel, _ name: String) throws -> PodCounters {
        try #require(model.pods["uid-\(name)"])
    }

    @Test("the load is shared by the ready pods of the application, whatever Deployment they come from")
    func sharing() throws {
        let pods = [
            Self.pod("a"), Self.pod("b", labels: ["app": "web", "track": "canary"]), Self.pod("c", isReady: false),
            Self.pod("d", labels: ["app": "other"]),
        ]
        let model = Self.played(300, load: 40, pods)
        let a = try Self.counters(model, "a")
        let b = try Self.counters(model, "b")
        #expect((5500...6500).contains(a.succeeded))
        #expect((5500...6500).contains(b.succeeded))
        #expect(a.failed == 0 && a.refused == 0)
        #expect(try Self.counters(model, "c").succeeded == 0)
        #expect(try Self.counters(model, "d").succeeded == 0)
        #expect(model.unserved.values.reduce(0, +) == 0)
    }

    @Test("a bad version fails its share of the requests, the good ones beside it do not")
    func errors() throws {
        let model = Self.played(300, load: 100, [Self.pod("good"), Self.pod("bad", ["error-ratio": "0.2"])])
        let bad = try Self.counters(model, "bad")
        let share = Double(bad.failed) / Double(bad.failed + bad.succeeded)
        #expect((0.18...0.22).contains(share))
        #expect(try Self.counters(model, "good").failed == 0)
    }

    @Test("over its capacity a pod refuses the rest with 503 and answers at the cap of five seconds")
    func overload() throws {
        let model = Self.played(120, load: 150, [Self.pod("a", ["capacity": "100"])])
        let a = try Self.counters(model, "a")
        let total = Double(a.succeeded + a.refused)
        #expect((0.30...0.37).contains(Double(a.refused) / total))
        #expect((4.5...5.5).contains(a.durations.sum / Double(a.durations.count)))
    }

    @Test(
        "response times follow latency / (1 - utilisation)",
        arguments: [(10.0, 0.0556), (50.0, 0.1), (90.0, 0.5)])
    func latency(load: Double, mean: Double) throws {
        let model = Self.played(600, load: load, [Self.pod("a", ["latency": "0.05"])], step: 7)
        let durations = try Self.counters(model, "a").durations
        let measured = durations.sum / Double(durations.count)
        #expect(abs(measured / mean - 1) < (load > 80 ? 0.25 : 0.07))
        #expect(zip(durations.buckets, durations.buckets.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(durations.buckets.last.map { $0 <= durations.count } == true)
    }

    @Test("without a ready pod every request fails with 503 of the application")
    func nobodyReady() throws {
        let model = Self.played(60, load: 20, [Self.pod("a", isReady: false)])
        let page = model.exposition()
        let line = try #require(page.split(separator: "\n").first { $0.contains("app=\"web\",code=\"503\"} ") })
        #expect(!line.contains("pod="))
        let count = try #require(line.split(separator: " ").last.flatMap { Double($0) })
        #expect((1050...1350).contains(count))
    }

    @Test("a leak grows memory by its bytes per second, a restart begins anew with all counters")
    func leakAndRestart() throws {
        var model = Self.played(100, load: 10, [Self.pod("a", ["memory-leak": "1000000"])])
        let before = try Self.counters(model, "a")
        #expect(abs(before.memory / (WorkloadProfile.baseMemory + 100_000_000) - 1) < 0.02)
        #expect(before.succeeded > 0)
        model.advance(deployments: [], pods: [Self.pod("a", restarts: 1)], to: Self.start + 101)
        #expect(try Self.counters(model, "a").succeeded == 0)
        model.advance(deployments: [], pods: [], to: Self.start + 102)
        #expect(model.pods.isEmpty && model.usage.isEmpty)
    }

    @Test("processor use follows the load, in relation to what the pod asked for")
    func usage() throws {
        let model = Self.played(30, load: 50, [Self.pod("a", ["capacity": "100"])])
        let usage = try #require(model.usage["uid-a"])
        #expect((230...280).contains(usage.milliCPU))
    }

    @Test("pods without the label are found by their Deployment's selector")
    func selector() throws {
        var model = WorkloadModel()
        let deployment = Self.deployment(load: 30, app: nil, name: "front")
        let pod = Self.pod("x", labels: ["tier": "front"])
        for second in 0...60 {
            model.advance(deployments: [deployment], pods: [pod], to: Self.start + Double(second))
        }
        #expect(try Self.counters(model, "x").succeeded > 1500)
        #expect(model.exposition().contains("app=\"front\",pod=\"x\",code=\"200\""))
    }

    @Test("how often it is asked does not matter to what it counts")
    func granularity() throws {
        let pods = [Self.pod("a", ["error-ratio": "0.1"]), Self.pod("b")]
        let fine = Self.played(60, load: 80, pods, step: 0.25)
        let coarse = Self.played(60, load: 80, pods, step: 20)
        #expect(fine.pods.mapValues(\.succeeded) == coarse.pods.mapValues(\.succeeded))
        #expect(fine.pods.mapValues(\.durations) == coarse.pods.mapValues(\.durations))
        #expect(Self.played(60, load: 80, pods).exposition() == Self.played(60, load: 80, pods).exposition())
    }

    @Test("a day without an evaluation is played in bounded time")
    func longGap() throws {
        let model = Self.played(86_400, load: 10, [Self.pod("a")], step: 86_400)
        #expect((840_000...890_000).contains(try Self.counters(model, "a").succeeded))
    }

    @Test("the page is Prometheus' text format: every family declared once, every series once, values finite")
    func exposition() throws {
        let model = Self.played(30, load: 10, [Self.pod("a"), Self.pod("b", labels: ["app": "we\"b\\\n"])])
        let lines = model.exposition().split(separator: "\n")
        let samples = lines.filter { !$0.hasPrefix("#") }
        let names = samples.map { $0[..<($0.lastIndex(of: " ") ?? $0.endIndex)] }
        #expect(Set(names).count == names.count)
        #expect(samples.allSatisfy { line in line.split(separator: " ").last.flatMap { Double($0) }?.isFinite == true })
        #expect(lines.filter { $0.hasPrefix("# TYPE") }.count == 5)
        #expect(model.samples().count == samples.count)
        #expect(names.contains(#"http_requests_total{namespace="shop",app="we\"b\\\n",pod="b",code="500"}"#))
        #expect(names.contains(#"http_request_duration_seconds_bucket{namespace="shop",app="web",pod="a",le="0.25"}"#))
    }

    @Test(
        "annotations that are no numbers, or out of range, do no harm",
        arguments: [
            ("capacity", "0"), ("capacity", "nan"), ("error-ratio", "7"), ("latency", "-1"), ("memory-leak", "x"),
        ])
    func nonsense(name: String, value: String) throws {
        let model = Self.played(10, load: 10, [Self.pod("a", [name: value])])
        let a = try Self.counters(model, "a")
        #expect(a.durations.sum.isFinite)
        #expect(a.memory > 0)
    }
}
