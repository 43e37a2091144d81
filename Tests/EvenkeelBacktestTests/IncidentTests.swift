import EvenkeelAPI
import EvenkeelBacktest
import KubernetesTypes
import Testing

@Suite("Incidents and the score")
struct IncidentTests {
    private func read(_ text: String, _ name: String = "incidents.csv") throws -> [Incident] {
        try IncidentFile.read(Array(text.utf8), name: name, until: Timestamp(secondsSince1970: 9000))
    }

    @Test("CSV and YAML say the same")
    func formats() throws {
        let csv = try read("start,end,name\n1970-01-01T00:16:40Z,2000,\"a, b\"\n3000,,open\n")
        let yaml = try read(
            "- {start: 1000, end: 2000, name: 'a, b'}\n- {start: \"1970-01-01T00:50:00Z\", name: open}\n", "i.yaml")
        #expect(csv == yaml)
        #expect(csv.map(\.name) == ["a, b", "open"])
        #expect(try read("start,end,name\n1,2,\"say \"\"no\"\"\"\n").map(\.name) == ["say \"no\""])
        #expect(csv[1].span.to == Timestamp(secondsSince1970: 9000))
    }

    static let broken: [(String, String, String)] = [
        ("a.csv", "1000,2000\n", "a.csv:1: the header start,end,name is required"),
        ("a.csv", "start,end,name\n1000,2000,x\nnoon,2000,y\n", "a.csv:3: \"noon\" is neither"),
        ("a.csv", "start,end,name\n2000,1000,x\n", "a.csv:2: the incident ends before it starts"),
        ("a.csv", "start,end,name\n2000\n", "a.csv:2: a row needs start,end"),
        ("a.csv", "start,end,name\n1000,2000,\"x\n", "a.csv:2: a quotation mark is not closed"),
        ("a.yaml", "- start: 1000\n  end: 2000\n- end: 5\n", "a.yaml:3: an incident needs start and end"),
        ("a.yaml", "start: 1000\n", "a.yaml:1: a list of incidents is required"),
    ]

    @Test("an error is reported with its line", arguments: broken)
    func wrong(name: String, text: String, says: String) throws {
        let error = #expect(throws: SeriesFileError.self) { try read(text, name) }
        #expect("\(try #require(error))".hasPrefix(says))
    }

    @Test("recall, precision and the time to a decision")
    func score() async throws {
        let shop = Shop(hours: 20).with(.errors(0.3), from: 5, to: 5.5).with(.slow(3), from: 12, to: 12.5)
            .with(.blind, from: 16, to: 17)
        let record = try await shop.play()
        let incidents =
            [0, 2].map { Incident(span: shop.span($0), name: "\($0)") } + [
                Incident(span: Span(from: Shop.time(18), to: Shop.time(19)), name: "unseen")
            ]
        let score = Score(record, incidents: incidents, tolerance: 300)
        #expect(score.incidents.map(\.outcome) == [.acted, .blind, .missed])
        #expect(score.recall == 1.0 / 3)
        #expect(score.precision == 0.5, "the slow hour is in no incident that is known")
        #expect(score.falseActs.count == 1)
        let time = try #require(score.medianTimeToDecision)
        #expect(time > 0 && time <= 120)
    }

    @Test("a decision held by a gate finds the incident, and no act means no false act")
    func held() async throws {
        let shop = Shop(hours: 8).with(.errors(0.3), from: 5, to: 5.5)
        var policy = RemediationPolicy.checkout()
        policy.spec.suspend = true
        let record = try await shop.play(policy)
        let score = Score(record, incidents: [Incident(span: shop.span(0), name: "")], tolerance: 300)
        #expect(score.incidents.map(\.outcome) == [.held(gate: "Suspension")])
        #expect(score.recall == 1)
        #expect(score.precision == nil)
    }

    @Test("a change of the policy adds, removes and moves decisions")
    func comparison() async throws {
        let shop = Shop().with(.errors(0.3), from: 5, to: 5.5).with(.errors(0.07), from: 12, to: 12.1)
        let before = try await shop.play(.checkout(minimumConfidence: 0.9, consecutive: 2))
        let after = try await shop.play(.checkout(minimumConfidence: 0.9, consecutive: 10))
        let comparison = Comparison(before, after, score: nil)
        #expect(before.decisions.count == 2 && after.decisions.count == 1)
        #expect(comparison.count(.moved) == 1 && comparison.count(.removed) == 1)
        #expect(Comparison(after, before, score: nil).count(.added) == 1)
        #expect(Comparison(before, before, score: nil).count(.same) == 2)
    }
}
