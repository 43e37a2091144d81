import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing
import TimeSeries

@testable import EvenkeelEngine

@Suite("Outliers") struct OutlierTests {
    private func judge(
        _ values: [String: Double], label: String = "pod", of pods: [String]? = nil,
        _ change: (inout OutlierSignal) -> Void = { _ in }
    ) -> SignalFinding {
        var outlier = OutlierSignal(source: "main", query: "latency")
        change(&outlier)
        let time = World.beginning.secondsSince1970
        let series = values.sorted { $0.key < $1.key }.map {
            Series(labels: [label: $0.key], samples: [.init(time: time, value: $0.value)])
        }
        var memory = SignalMemory()
        let evaluation = Evaluation(
            policy: ObjectKey(name: "p"), at: World.beginning, target: target(pods ?? Array(values.keys)),
            answers: [Answer(signal: "slow", role: .value, content: .series(series))])
        return SignalJudge.judge(
            Signal(name: "slow", .outlier(outlier)), memory: &memory,
            context: SignalContext(now: World.beginning, evaluation: evaluation, staleAfter: 120))
    }

    private func target(_ pods: [String]) -> TargetSnapshot {
        var target = TargetSnapshot(availability: .known)
        target.pods = pods.compactMap { name in
            Pod(KubernetesObject(["kind": "Pod", "metadata": ["name": .string(name)], "status": ["phase": "Running"]]))
        }
        return target
    }

    @Test("only the target's own living pods are compared, and the rest is counted")
    func others() {
        let finding = judge(
            alike.merging(["batch-job": 2, "web-gone": 3, "": 0]) { $1 }, of: Array(alike.keys))
        #expect(finding.isGood, "\(finding.evidence.explanation)")
        #expect(finding.evidence.samples == 6)
        #expect(finding.evidence.explanation.contains("3 series of no living pod"), "\(finding.evidence.explanation)")
    }

    @Test("without a known pod nothing is compared")
    func noPods() { #expect(judge(alike, of: []).evidence.quality == .thin) }

    private let alike = ["a": 100.0, "b": 104, "c": 97, "d": 102, "e": 99, "f": 101]

    @Test("pods that are alike are no outliers")
    func none() {
        #expect(judge(alike).isGood)
        #expect(judge(["a": 0, "b": 0, "c": 0, "d": 0]).isGood)
    }

    @Test("the pod that is unlike the others is named, with the others' level")
    func one() {
        let finding = judge(alike.merging(["g": 1_200]) { $1 })
        #expect(finding.isBad && finding.outliers == ["g"])
        #expect(finding.evidence.explanation.contains("g: 1,200"), "\(finding.evidence.explanation)")
        #expect(finding.evidence.confidence.fraction >= 0.999)
    }

    @Test("two outliers do not hide each other")
    func two() { #expect(judge(alike.merging(["g": 900, "h": 800]) { $1 }).outliers == ["g", "h"]) }

    @Test("a small difference is none, however alike the others are")
    func small() { #expect(judge(["a": 100, "b": 100, "c": 100, "d": 100, "e": 140]).isGood) }

    @Test("the direction that was not asked for is not bad")
    func direction() {
        #expect(judge(alike.merging(["g": 1]) { $1 }).isGood)
        #expect(judge(alike.merging(["g": 1]) { $1 }) { $0.direction = .below }.outliers == ["g"])
    }

    @Test("too few pods are thin, and half of them unlike the rest are no minority")
    func few() {
        #expect(judge(["a": 1, "b": 1, "c": 900]).evidence.quality == .thin)
        #expect(!judge(["a": 1, "b": 1, "c": 900, "d": 900]).isBad)
    }

    @Test("a series without the label, or two of one pod, are ambiguous")
    func ambiguous() { #expect(judge(alike, label: "instance").evidence.quality == .ambiguous) }

    @Test("a pod without a number says nothing, and the others are judged")
    func notFinite() { #expect(judge(alike.merging(["g": 900, "h": .nan]) { $1 }).outliers == ["g"]) }

    @Test("restart: Outliers evicts the pods that a signal names, and no others")
    func restart() {
        let signal = Signal(name: "slow", .outlier(OutlierSignal(source: "main", query: "latency")))
        var world = World.healthy(
            .about().signal(signal).restart(.outliers) { $0.minimumConfidence = .init(fraction: 0.999) })
        let strange = world.pods.map(\.name).sorted().first ?? ""
        world.reaction = { world in
            let names = world.pods.map(\.name)
            world.metrics.made["slow"] = { _, time in
                .series(
                    names.map { name in
                        Series(
                            labels: ["pod": name],
                            samples: [.init(time: time.secondsSince1970, value: name == strange ? 1_200 : 100)])
                    })
            }
        }
        world.run(for: 600)
        #expect(world.latest()?.spec.plan.pods?.map(\.name) == [strange], "\(world.signal("slow")?.explanation ?? "")")
        #expect(world.ledger.count(.evict) == 1)
        #expect(world.phase == .succeeded, "\(world.story)")
    }
}
