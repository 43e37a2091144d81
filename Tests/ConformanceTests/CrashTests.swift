import CommandTestSupport
import EvenkeelAPI
import FoundationEssentials
import KubernetesTypes
import Testing

extension Conformance {
    /// `kill -9` of the operator at each of its writes, before the server has it and after: the change is made once, and the
    /// next operator brings the work to its end.
    ///
    /// Without `EVENKEEL_CRASH_RUNS` the moments around the change itself; with it every point, and each so often.
    @Suite(
        "An operator that is killed", .enabled(if: Program.find("kubectl") != nil), .timeLimit(.minutes(60)),
        .serialized)
    struct CrashTests {
        /// Where the operator is killed.
        enum Point: Sendable, Hashable {
            case creation
            case status(Phase)
            case change
            /// The second change: the one that takes the first back.
            case undo

            func matches(_ passage: WatchedAPI.Passage, in namespace: String, changed: Int) -> Bool {
                switch self {
                case .creation: passage.isCreation(in: namespace)
                case .status(let phase): passage.isStatus(phase, in: namespace)
                case .change: passage.isChangeRequest(in: namespace) && changed == 0
                case .undo: passage.isChangeRequest(in: namespace) && changed == 1
                }
            }
        }

        struct Case: Sendable, CustomTestStringConvertible {
            var action: Incident.Action
            /// Whether the change helps; if it does not, it is undone.
            var helps = true
            var point: Point
            var moment: WatchedAPI.Moment

            var testDescription: String { "\(action), \(helps ? "" : "which does not help, ")\(moment) \(point)" }
        }

        static let cases: [Case] = {
            let forward: [Point] = [.creation, .status(.executing), .change, .status(.verifying), .status(.succeeded)]
            let back: [Point] = [.status(.undoing), .undo, .status(.undone)]
            return WatchedAPI.Moment.allCases.flatMap { moment in
                Incident.Action.allCases.flatMap { action in
                    forward.map { Case(action: action, point: $0, moment: moment) }
                }
                    + [Incident.Action.scale, .rollback].flatMap { action in
                        back.map { Case(action: action, helps: false, point: $0, moment: moment) }
                    }
            }
        }()

        private static let runs: [Case] = {
            guard let repetitions = ProcessInfo.processInfo.environment["EVENKEEL_CRASH_RUNS"].flatMap(Int.init) else {
                return cases.filter { $0.point == .change || $0.point == .undo }
            }
            return cases.flatMap { Array(repeating: $0, count: repetitions) }
        }()

        @Test("changes its target once, and its successor finishes", arguments: ClusterUnderTest.kinds)
        func killed(_ kind: ClusterUnderTest.Kind) async throws {
            try await Scene.run(kind) { scene in
                try await Scene.play(Self.runs, atOnce: 4) { await check($0, scene) }
            }
        }

        private func check(_ run: Case, _ scene: Scene) async {
            do {
                try await scene.withIncident("crash", run.action) { try await play(run, $0, scene) }
            } catch {
                Issue.record("\(run.testDescription): \(error)")
            }
        }

        private func play(_ run: Case, _ incident: Incident, _ scene: Scene) async throws {
            let namespace = incident.namespace
            try await incident.prepare()
            let first = try await OperatorProcess.run(
                "first", in: namespace, port: scene.port, folder: scene.cluster.folder
            ) { process in
                try await incident.waitUntilTrusted()
                let sprung = Flag()
                scene.api.set(
                    .init(moment: run.moment) { passage, earlier in
                        let changed = earlier.count { $0.isChange(in: namespace) }
                        return run.point.matches(passage, in: namespace, changed: changed)
                    } spring: {
                        process.kill()
                        sprung.raise()
                    })
                do {
                    try await incident.strike()
                    try await healingWhenChanged(run, incident, scene, until: "the operator is killed") {
                        sprung.isRaised
                    }
                } catch {
                    throw NeverHappened(description: "\(error)\n\(process.said.suffix(1500))")
                }
                return process.said
            }
            _ = try await OperatorProcess.run("second", in: namespace, port: scene.port, folder: scene.cluster.folder) {
                process in
                let end: Phase = run.helps ? .succeeded : .undone
                do {
                    try await healingWhenChanged(run, incident, scene, until: "the successor reaches \(end)") {
                        let all = try await scene.cluster.remediations(in: namespace)
                        return !all.isEmpty && all.allSatisfy { $0.status?.phase == end }
                    }
                } catch {
                    throw NeverHappened(
                        description: "\(error)\nfirst:\n\(first.suffix(1500))\nsecond:\n\(process.said.suffix(1500))")
                }
            }
            try await expectOneChange(run, incident, scene)
        }

        /// The trouble ends with the change that was made for it, if it helps.
        private func healingWhenChanged(
            _ run: Case, _ incident: Incident, _ scene: Scene, until what: String, _ isSo: () async throws -> Bool
        ) async throws {
            try await eventually(what, within: .seconds(90)) {
                if run.helps,
                    scene.api.writes(in: incident.namespace).contains(where: { $0.isChange(in: incident.namespace) })
                {
                    incident.heal()
                }
                return try await isSo()
            }
        }

        private func expectOneChange(_ run: Case, _ incident: Incident, _ scene: Scene) async throws {
            let changes = scene.api.writes(in: incident.namespace).count { $0.isChange(in: incident.namespace) }
            let remediations = try await scene.cluster.remediations(in: incident.namespace)
            #expect(changes == (run.helps ? 1 : 2), "\(run.testDescription)")
            #expect(remediations.count == 1, "\(run.testDescription)")
            let isRight = try await run.helps ? incident.isChanged() : incident.isAsBefore()
            #expect(isRight, "\(run.testDescription)")
            guard run.action != .restart, run.helps else { return }
            let mark = try await scene.cluster.deployment("app", in: incident.namespace)
                .annotations[EvenkeelAPIGroup.Annotation.lastRemediation]
            #expect(mark == remediations.first?.metadata.uid, "\(run.testDescription)")
        }
    }
}
