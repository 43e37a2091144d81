import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("The minimum ready gate") struct MinimumReadyGateTests {
    private func pod(_ number: Int, ready seconds: Double?) -> Pod? {
        var object = KubernetesObject.barePod("web-\(number)").with(.string("uid-\(number)"), at: "metadata", "uid")
        object.setReady(seconds != nil, at: Situation.now - (seconds ?? 0))
        return Pod(object)
    }

    /// Pods that have been ready for so many seconds, `nil` for one that is not; the first ones are evicted.
    private func verdict(
        _ pods: [Double?], evicting: Int = 1, minimum: Int = 1, atOnce: Int = 1, minReadySeconds: Int = 0
    ) -> GateVerdict {
        minimumReadyGate(
            .good { situation in
                situation.policy.spec.minimumReady = minimum
                situation.target.workload?.minReadySeconds = minReadySeconds
                situation.target.pods = pods.enumerated().compactMap { pod($0, ready: $1) }
                var plan = try? situation.plan.get()
                plan?.action = .restart
                plan?.changes = []
                plan?.maximumUnavailable = atOnce
                plan?.pods = (0..<evicting).map { PodReference(name: "web-\($0)", uid: "uid-\($0)") }
                if let plan { situation.plan = .success(plan) }
            })
    }

    @Test("the last ready pod stays, the last but one may go")
    func last() {
        #expect(verdict([60]).isHold)
        #expect(verdict([60, 60]).isPass)
        #expect(verdict([60, 60], minimum: 2).isHold)
        #expect(verdict([60], minimum: 0).isPass)
    }

    @Test("a broken pod takes no ready one away, also where all are broken")
    func broken() {
        #expect(verdict([nil, nil]).isPass)
        #expect(verdict([nil, 60], minimum: 5).isPass)
    }

    @Test("only as many count as are away at once")
    func atOnce() {
        #expect(verdict([60, 60, 60], evicting: 2).isPass)
        #expect(verdict([60, 60, 60], evicting: 3, atOnce: 3).isHold)
    }

    @Test("a pod is ready only after minReadySeconds: 29 of 30 is not, 31 is")
    func minReadySeconds() {
        #expect(verdict([nil, 60, 29], evicting: 2, minReadySeconds: 30).isHold)
        #expect(verdict([nil, 60, 31], evicting: 2, minReadySeconds: 30).isPass)
    }

    private func rolling(_ strategy: JSON, ready: Int = 4) -> GateVerdict {
        minimumReadyGate(
            .good { situation in
                situation.target.workload = Workload(.healthyDeployment().with(strategy, at: "spec", "strategy"))
                situation.target.pods = (0..<ready).compactMap { pod($0, ready: 60) }
                var plan = try? situation.plan.get()
                plan?.action = .restart
                if let plan { situation.plan = .success(plan) }
            })
    }

    @Test("a rolling restart takes as many as its strategy lets go; Recreate takes all")
    func strategies() {
        #expect(rolling([:]).isPass)
        #expect(rolling(["type": "Recreate"]).isHold)
        #expect(rolling(["rollingUpdate": ["maxUnavailable": "100%"]]).isHold)
        #expect(rolling(["rollingUpdate": ["maxUnavailable": 3]]).isPass)
        #expect(rolling([:], ready: 1).isHold)
    }

    @Test("scaling down keeps the minimum, scaling up takes none away")
    func scale() {
        func verdict(to count: Int) -> GateVerdict {
            minimumReadyGate(
                .good { situation in
                    situation.policy.spec.minimumReady = 3
                    situation.target.pods = (0..<4).compactMap { pod($0, ready: 60) }
                    var plan = try? situation.plan.get()
                    plan?.changes[0].to = JSON(count)
                    if let plan { situation.plan = .success(plan) }
                })
        }
        #expect(verdict(to: 2).isHold)
        #expect(verdict(to: 3).isPass)
        #expect(verdict(to: 8).isPass)
    }
}
