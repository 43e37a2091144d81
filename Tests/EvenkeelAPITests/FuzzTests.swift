import EvenkeelAPI
import FoundationEssentials
import FuzzSupport
import JSONValue
import KubernetesTypes
import Testing
import YAML

@Suite("Strange documents at the door") struct FuzzTests {
    private static let samples: [JSON] = {
        let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Manifests/samples"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { $0.hasSuffix(".yaml") }.flatMap { name -> [JSON] in
            let bytes = (try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))).map { Array($0) } ?? []
            return ((try? YAML.parse(bytes)) ?? []).map(\.json)
        }.filter { $0["apiVersion"]?.stringValue?.hasPrefix("evenkeel.dev/") == true } + signals
    }()

    /// The kinds of signals that the samples may not have.
    private static let signals: [JSON] = [
        [
            "apiVersion": "evenkeel.dev/v1alpha1", "kind": "RemediationPolicy",
            "metadata": ["name": "all", "namespace": "shop"],
            "spec": [
                "targetRef": ["kind": "Deployment", "name": "web"],
                "signals": [
                    ["name": "f", "forecast": ["source": "s", "query": "x[5m]", "limit": "-1.5Gi", "within": "1h"]],
                    ["name": "o", "outlier": ["source": "s", "query": "x", "minimumPods": 3]],
                    [
                        "name": "c",
                        "canary": [
                            "source": "s", "errors": "e[1m]", "requests": "r[1m]", "margin": "1%",
                            "canarySelector": ["track": "canary"], "stableSelector": ["track": "stable"],
                            "latency": ["query": "l[1m]", "window": "10m", "step": "30s", "margin": "10%"],
                        ],
                    ],
                    ["name": "w", "workload": ["condition": "CrashLooping", "for": "30s"]],
                    ["name": "a", "alert": ["source": "s", "matchLabels": ["alertname": "Slow"]]],
                ],
                "rules": [
                    [
                        "name": "r", "when": ["any": ["f", "o", "w"]], "consecutive": 3, "minimumConfidence": "99.9%",
                        "cooldown": "30m", "verify": ["within": "10m", "recovered": 3],
                        "action": ["scale": ["by": "50%", "minimum": 2, "maximum": 20, "revertAfter": "1h"]],
                    ]
                ],
            ],
        ]
    ]

    @Test("a document of any content is judged; what has no error is read, and written as the same")
    func documents() throws {
        #expect(Self.samples.count >= 4)
        try Fuzzing("documents", rounds: 150).run(InputGenerator(documents: Self.samples)) { input in
            let json = try JSON(parsing: input)
            let findings = Documents.validate(json)
            for finding in findings where finding.description.utf8.count > 4000 {
                throw Broken("a finding of \(finding.description.utf8.count) bytes: \(finding.description.prefix(300))")
            }
            // What is about names and unknown fields is left to the API server when objects are read.
            let errors = findings.filter { $0.severity == .error }
            let isRight: Bool? =
                errors.isEmpty
                ? true
                : errors.allSatisfy { $0.message == "Unknown field" || $0.pointer.tokens.first == "metadata" }
                    ? nil : false
            switch json["kind"]?.stringValue {
            case RemediationPolicy.kind: try check(json, isRight, RemediationPolicy.self)
            case MetricSource.kind: try check(json, isRight, MetricSource.self)
            case Guardrail.kind: try check(json, isRight, Guardrail.self)
            default: break
            }
        }
    }

    @Test("a Remediation of any content, as a watch may deliver it, is read or refused with places")
    func remediations() throws {
        let document = try JSON(encoding: RemediationSample.remediation)
        try Fuzzing("remediations", rounds: 150).run(InputGenerator(documents: [document])) { input in
            try check(JSON(parsing: input), nil, Remediation.self)
        }
    }

    private func check<Resource: EvenkeelResource>(
        _ json: JSON, _ isRight: Bool?, _ type: Resource.Type
    ) throws {
        let resource: Resource
        do throws(InvalidDocument) {
            resource = try Resource(json: json)
        } catch {
            if isRight == true { throw Broken("no error was found, and it cannot be read: \(error)") }
            guard !error.findings.isEmpty, error.description.utf8.count <= 50_000 else { throw Broken("\(error)") }
            return
        }
        if isRight == false { throw Broken("an error was found, and it was read all the same") }
        let written = try JSON(encoding: resource)
        guard let again = try? Resource(json: written), try JSON(encoding: again) == written else {
            throw Broken("what was written is not read as the same")
        }
        guard try JSON(encodingExactly: resource).decodedExactly(as: Resource.self) == resource else {
            throw Broken("what was written exactly is not read as the same")
        }
    }

    private static let values = InputGenerator(
        [
            "30s", "1h30m", "500ms", "30d", "1.5s", "5%", "-50%", "99.97%", "10Gi", "0.9", "-1.5M", "app=web",
            "tier in (a, b),!old,track!=canary", "2026-11-20T03:04:00Z", "2026-11-20T03:04:00.123456+01:00", "25%",
        ], tokens: ["d", "h", "m", "s", "ms", "Ki", "in (", "notin (", ")", "!=", "==", "T", "Z", "-", ".", ":"])

    @Test("a text of any content is a value whose own text means the same, or none")
    func texts() throws {
        try Fuzzing("values", rounds: 500).run(Self.values) { input in
            let text = String(decoding: input, as: UTF8.self)
            try same(text) { TimeSpan($0) }
            try same(text) { Percentage($0) }
            try same(text) { SignedPercentage($0) }
            try same(text) { Quantity($0) }
            try same(text) { Timestamp($0) }
            if let selector = LabelSelector(text) { _ = selector.matches([text: "web"]) }
            if let value = IntOrString(.string(text)) {
                for total in [0, 1, 7, Int.max, Int.min] { _ = value.resolved(of: total, roundingUp: true) }
            }
            if let time = Timestamp(text), let span = TimeSpan(text) ?? TimeSpan("1h") { _ = time + span.seconds }
            _ = RangeSelector.longest(in: text)
        }
    }

    /// The text of a value may be rounded, once.
    private func same<Value: CustomStringConvertible & Equatable>(_ text: String, _ read: (String) -> Value?) throws {
        guard let value = read(text) else { return }
        guard let rounded = read(value.description) else { throw Broken("\(value) of \(Value.self) is not read again") }
        guard let again = read(rounded.description), again == rounded else { throw Broken("\(rounded) changes again") }
    }
}
