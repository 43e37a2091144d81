import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("The workload's own word, and alerts") struct WorkloadTests {
    @Test("trouble counts after it has lasted as long as the signal says", arguments: [(100.0, false), (160.0, true)])
    func lasting(_ seconds: Double, _ isBad: Bool) {
        var world = World.healthy(.about().trouble(for: .minutes(2)))
        world.crashPods(1)
        world.run(for: seconds)
        let bad = world.signal("crashes")?.isBad ?? false
        #expect(bad == isBad)
    }

    @Test("trouble that has not lasted long enough to count is no recovery either")
    func pending() {
        var world = World.healthy(
            .about().trouble(for: .minutes(2)).restart { $0.verify = Verification(within: .seconds(90), recovered: 2) })
        world.crashPods(1)
        world.run(until: { $0.phase == .verifying })
        world.crashPods(1)
        world.run(for: 300)
        #expect(!world.phases.contains(.succeeded), "\(world.story)")
    }

    @Test("looks without sight do not forget since when")
    func gap() {
        var world = World.healthy(.about().trouble(for: .minutes(2)))
        world.crashPods(1)
        world.run(for: 70)
        world.apiServerFailure = "the watch is behind"
        world.run(for: 60)
        #expect(world.signal("crashes")?.quality == .unavailable)
        world.apiServerFailure = nil
        world.run(for: 60)
        #expect(world.signal("crashes")?.isBad == true)
    }

    @Test("how long another object of the same name was in trouble does not count")
    func replaced() {
        var world = World.healthy(.about().trouble(for: .minutes(2)))
        world.crashPods(1)
        world.run(for: 100)
        world.remove(.deployment("web"))
        world.run(for: 1)
        world.add(.deployment())
        world.crashPods(1)
        world.run(for: 60)
        #expect(world.signal("crashes")?.isBad == false)
    }

    @Test("a process that has just begun knows from the pods themselves since when they are not ready")
    func successor() {
        var world = World.healthy(.about().trouble("pods", .notReady, for: .minutes(2)))
        world.crashPods(1)
        world.run(for: 100)
        #expect(world.signal("pods")?.isBad == false)
        world.restart()
        world.run(for: 60)
        #expect(world.signal("pods")?.isBad == true, "\(world.signal("pods")?.explanation ?? "")")
    }

    private func shows(_ trouble: WorkloadSignal.Failure, _ status: JSON) -> Bool {
        Pod(KubernetesObject.barePod("p").with(status, at: "status"))?.shows(trouble, now: World.beginning) == true
    }

    private func running(_ container: JSON) -> JSON { ["phase": "Running", "containerStatuses": [container]] }

    private func killed(at time: String) -> JSON {
        ["terminated": ["reason": "OOMKilled", "exitCode": 137, "finishedAt": .string(time)]]
    }

    @Test("crash looping is told by its back-off, and by recent crashes of a container that is not ready")
    func crashLooping() {
        let (recent, long) = (killed(at: "2026-03-04T11:51:00Z"), killed(at: "2026-03-04T11:49:00Z"))
        #expect(shows(.crashLooping, running(["state": ["waiting": ["reason": "CrashLoopBackOff"]]])))
        #expect(shows(.crashLooping, running(["restartCount": 3, "ready": false, "lastState": recent])))
        #expect(!shows(.crashLooping, running(["restartCount": 3, "ready": false, "lastState": long])))
        #expect(!shows(.crashLooping, running(["restartCount": 3, "ready": true, "lastState": recent])))
        #expect(shows(.oomKilled, running(["ready": true, "lastState": recent])))
        #expect(!shows(.oomKilled, running(["ready": true, "lastState": long])))
    }

    @Test("each other trouble is told by its own sign")
    func troubles() {
        let condition: JSON = ["type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/3"]
        #expect(shows(.unschedulable, ["phase": "Pending", "conditions": [condition]]))
        #expect(!shows(.unschedulable, ["phase": "Pending"]))
        #expect(shows(.imagePullFailing, running(["state": ["waiting": ["reason": "ImagePullBackOff"]]])))
        #expect(shows(.notReady, ["phase": "Running"]))
        #expect(!shows(.notReady, ["phase": "Succeeded"]))
    }

    /// What an evaluation finds of the pods that are there, of four that are wanted.
    private func seen(_ pods: [KubernetesObject], _ condition: WorkloadSignal.Failure) -> SignalFinding {
        let target = TargetSnapshot(
            availability: .known, workload: Workload(.healthyDeployment()), pods: pods.compactMap { Pod($0) })
        let evaluation = Evaluation(
            policy: ObjectKey(namespace: "shop", name: "web"), at: Situation.now, target: target, answers: [])
        var memory = SignalMemory()
        return SignalJudge.judge(
            Signal(name: "pods", .workload(WorkloadSignal(condition: condition, for: .seconds(0)))), memory: &memory,
            context: SignalContext(now: Situation.now, evaluation: evaluation, staleAfter: 120))
    }

    private func pods(_ count: Int, phase: String = "Running", isReady: Bool = true) -> [KubernetesObject] {
        (0..<count).map { number in
            var pod = KubernetesObject.barePod("\(phase)-\(number)")
            pod.setReady(isReady, at: World.beginning)
            return pod.with(.string(phase), at: "status", "phase")
        }
    }

    @Test("what the kubelet evicted, or a node left behind, is no trouble of those that serve")
    func carcasses() {
        let left = pods(2, phase: "Failed", isReady: false) + pods(1, phase: "Succeeded", isReady: false)
        #expect(seen(pods(4) + left, .notReady).isGood)
        #expect(seen(pods(3) + pods(1, isReady: false) + left, .notReady).evidence.explanation.contains("1 of 4 pods"))
    }

    @Test("pods that are missing are not ready, and nothing is recovered where none is there")
    func missing() {
        let three = seen(pods(3), .notReady)
        #expect(three.isBad)
        #expect(three.evidence.explanation.contains("1 of 4 pods missing"))
        #expect(seen([], .notReady).isBad)
        #expect(seen([], .crashLooping).evidence.quality == .empty)
        #expect(seen(pods(1), .crashLooping).isGood)
    }

    @Test("an alert that fires is bad, one that does not is good, and no answer is neither")
    func alert() {
        var world = World.healthy(.about().alert().scale())
        #expect(world.signal("alert")?.isBad == false)
        world.measure("alert", .failed)
        world.run(for: 60)
        #expect(world.signal("alert")?.quality == .unavailable)
        world.measure("alert", .firing(true))
        world.run(for: 60)
        #expect(world.signal("alert")?.isBad == true)
    }

    @Test("labels of an alert cannot break out of the query")
    func escaping() {
        let signal = AlertSignal(source: "main", matchLabels: ["alertname": #"a"} or up{x="\"#])
        #expect(AlertJudge.expression(signal) == #"ALERTS{alertstate="firing",alertname="a\"} or up{x=\"\\"}"#)
    }
}

@Suite("The history of healthy revisions") struct RevisionHistoryTests {
    @Test("a revision is healthy after three good evaluations in a row; looks without data neither help nor harm")
    func three() throws {
        var history = RevisionHistory([])
        let revision = try #require(Revision.number(1))
        let evaluations: [ServingHealth?] = [.healthy, nil, .healthy, .unsettled, .healthy, .healthy]
        for (index, health) in evaluations.enumerated() {
            history.take(revision, health, window: 0, at: World.beginning + Double(index) * 30)
            #expect(history.evidence == [])
        }
        history.take(revision, .healthy, window: 0, at: World.beginning + 300)
        #expect(history.evidence.map(\.revision) == [1])
    }

    @Test("what the windows hold of the predecessor is no evidence for a revision")
    func window() throws {
        var history = RevisionHistory([])
        let revision = try #require(Revision.number(1))
        for seconds in stride(from: 0.0, to: 300, by: 10) {
            history.take(revision, .healthy, window: 300, at: World.beginning + seconds)
        }
        #expect(history.evidence == [])
        history.take(revision, .healthy, window: 300, at: World.beginning + 300)
        #expect(history.evidence.map(\.healthySince) == [World.beginning])
    }

    @Test("a revision that was good and is bad since is no place to return to")
    func turnedBad() throws {
        var history = RevisionHistory([])
        let revision = try #require(Revision.number(1))
        for seconds in [0.0, 30, 60] { history.take(revision, .healthy, window: 0, at: World.beginning + seconds) }
        history.take(revision, .unsettled, window: 0, at: World.beginning + 90)
        #expect(history.evidence.map(\.revision) == [1])
        history.take(revision, .unhealthy, window: 0, at: World.beginning + 120)
        #expect(history.evidence == [])
    }

    @Test("a revision that another one had replaced has been healthy only since it is back")
    func back() throws {
        var history = RevisionHistory([])
        let (first, second) = (try #require(Revision.number(1)), try #require(Revision.number(2)))
        for seconds in [0.0, 30, 60] { history.take(first, .healthy, window: 0, at: World.beginning + seconds) }
        history.take(second, .unhealthy, window: 0, at: World.beginning + 90)
        for seconds in [120.0, 150, 180] { history.take(first, .healthy, window: 0, at: World.beginning + seconds) }
        #expect(history.evidence.map(\.healthySince) == [World.beginning + 120])
    }

    @Test("the newest ten are kept")
    func bounded() {
        var history = RevisionHistory([])
        for revision in (1...15).compactMap({ Revision.number($0) }) {
            for _ in 0..<3 { history.take(revision, .healthy, window: 0, at: World.beginning) }
        }
        #expect(history.evidence.map(\.revision) == Array(6...15))
    }

    @Test("while a rollout is not ready nobody is called healthy")
    func rollingOut() {
        var world = World.healthyForRollback
        world.edit(.deployment("web")) { $0 = $0.image("web:2").readyAfter(3600) }
        world.run(for: 600)
        #expect(world.policy()?.status?.revisions.map(\.revision) == [1])
    }
}
