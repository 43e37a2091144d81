import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Who approved, and whether that counted, can be decided again from the record") struct ReplayApprovalTests {
    /// A plan that waits for approval.
    private func waiting() -> World {
        var world = World.badRelease(.about().errorRate().rollback().mode(.suggest))
        world.run(until: { $0.phase == .awaitingApproval })
        return world
    }

    /// The newest record of the choice, by way of the log, after each record of the world was seen to come out the same.
    private func last(_ choice: String, of world: World) throws -> JSON {
        var found: JSON?
        for record in world.ledger.audit.compactMap(\.record) {
            let json = try JSON(parsing: try record.json().serialized)
            #expect(try DecisionRecord(json: json).differences() == [], "\(record.choice)")
            if record.choice == choice { found = json }
        }
        return try #require(found, "\(choice) in \(world.story)")
    }

    private func differences(_ record: JSON, _ approvals: ApprovalVouching) throws -> [String] {
        var altered = record
        altered.set(try JSON(encodingExactly: approvals), at: "inputs", "situation", "approvals")
        return try DecisionRecord(json: altered).differences()
    }

    @Test("an approval that the API server vouched for is executed again, and without the vouching it would not be")
    func vouched() throws {
        var world = waiting()
        world.approve(world.latest(), by: "anna")
        world.run(for: 300)
        #expect(world.phases == [.succeeded], "\(world.story)")
        for choice in ["Execute", "Send"] {
            let record = try last(choice, of: world)
            #expect(record.at("inputs", "situation", "approvals", "vouched") != nil)
            let found = try differences(record, .unvouched("the policy is missing"))
            #expect(found.first == "choice: \(choice), now \(choice == "Send" ? "Hold" : "AwaitApproval")")
            #expect(found.contains { $0.hasPrefix("gate Approval: Pass (approved by anna at ") })
        }
        let record = try last("Execute", of: world)
        #expect(record.at("outcome", "approval", "by") == "anna")
        let found = try differences(record, .unvouched("the policy is missing"))
        #expect(
            found.contains { $0.hasPrefix("approval: approved by anna at ") && $0.hasSuffix("now none that counts") })
    }

    @Test("an approval that nobody vouched for waits again, and vouched for it would have been executed")
    func unvouched() throws {
        var world = waiting()
        world.observe(.approvalsVouched(.unvouched("the policy is missing; install it")))
        world.approve(world.latest(), by: "anna")
        world.run(for: 120)
        #expect(world.ledger.changes == [])
        let record = try last("AwaitApproval", of: world)
        #expect(record.at("outcome", "approval") == nil)
        #expect(record.at("outcome", "message")?.stringValue?.contains("does not count: the policy is missing") == true)
        #expect(try differences(record, .always).first == "choice: AwaitApproval, now Execute")
        #expect(try differences(record, .vouched(since: world.now)).contains { $0.contains("delete it") })
    }

    @Test("why an approval did not count is replayed", arguments: ["nameless", "wrong", "early", "late"])
    func discounted(_ flaw: String) throws {
        var world = waiting()
        switch flaw {
        case "nameless": world.approve(world.latest(), by: nil)
        case "wrong": world.approve(world.latest(), digest: "00000000")
        case "early":
            world.observe(.approvalsVouched(.vouched(since: world.now)))
            world.approve(world.latest())
        default:
            world.pause()
            world.approve(world.latest())
            world.run(for: 3600)
        }
        world.run(for: 60)
        #expect(world.ledger.changes == [])
        let record = try last(flaw == "late" ? "Expire" : "AwaitApproval", of: world)
        let message = record.at("outcome", "message")?.stringValue ?? ""
        let words = ["nameless": "approved-by is missing", "wrong": "names \"00000000\"", "early": "delete it"]
        #expect(message.contains(words[flaw] ?? "no approval counted within"), "\(message)")
    }

    @Test("an approval that waits for something else is kept in the record with who gave it and when")
    func held() throws {
        var world = waiting()
        world.pause()
        world.approve(world.latest(), by: "anna")
        world.run(for: 60)
        let record = try last("Hold", of: world)
        #expect(record.at("outcome", "approval", "by") == "anna")
    }

    @Test("a plan that the rule would make differently by now is superseded again, from the record alone")
    func replanned() throws {
        var world = World.overload(.about().anomaly().scale { $0.approval.mode = .always })
        world.run(until: { $0.phase == .awaitingApproval })
        world.edit { $0.rules[0].action.scale?.maximum = 5 }
        world.run(for: 120)
        let record = try last("Supersede", of: world)
        #expect(record.at("outcome", "message")?.stringValue?.hasPrefix("the plan changed since") == true)
    }

    @Test("a change that took place although its answer was lost is noticed again")
    func arrivedLate() throws {
        var situation = Situation.good()
        let plan = try #require(situation.proposedPlan)
        situation.remediation = situation.other(.held) { remediation in
            remediation.spec.plan = plan
            remediation.status?.intents = [Intent(purpose: .change, at: Situation.now - 60)]
        }
        situation.target.workload?.annotations[EvenkeelAPIGroup.Annotation.lastRemediation] =
            situation.remediation?.metadata.uid
        let record = DecisionRecord(DecisionInputs(stage: .waiting, situation: situation, revisions: []))
        #expect(record.choice == "NoticeChange")
        let again = try DecisionRecord(json: try record.json())
        #expect(again.choice == "NoticeChange")
        #expect(try again.differences() == [])
    }

    @Test("an owner that turned up after the decision stops the change just before it is sent, and the record says so")
    func ownedMeanwhile() throws {
        var situation = Situation.good()
        func decide() -> DecisionRecord {
            DecisionRecord(DecisionInputs(stage: .sending, situation: situation, revisions: []))
        }
        #expect(decide().choice == "Send")
        situation.target.workload = Workload(
            .healthyDeployment().labelled("kustomize.toolkit.fluxcd.io/name", "apps")
                .written(by: "kustomize-controller", ["replicas", "template"], applying: true))
        #expect(decide().choice == "Hold")
        #expect(decide().outcome.message.contains("would put it back"))
        #expect(try DecisionRecord(json: try decide().json()).differences() == [])
    }
}
