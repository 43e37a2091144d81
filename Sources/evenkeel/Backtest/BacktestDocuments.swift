import EvenkeelAPI
import EvenkeelBacktest
import JSONValue
import KubernetesTypes
import YAML

/// The documents of the files: policies and their environment.
struct BacktestDocuments {
    var policies: [RemediationPolicy] = []
    var guardrails: [Guardrail] = []
    var sources: [MetricSource] = []
    var objects: [KubernetesObject] = []

    /// - Throws: if a document is not valid, with the findings of `check`.
    init(files: [String]) throws {
        var documents: [LocatedDocument] = []
        for file in files {
            let bytes = try InputFile.read(file)
            do throws(YAMLError) {
                documents += try YAML.parse(bytes).map { LocatedDocument(file: file, document: $0) }
            } catch {
                let place = error.position.map { ":\($0.line):\($0.column)" } ?? ""
                throw CommandFailure("\(file)\(place): \(YAMLError(error.kind, at: nil))", code: .misconfigured)
            }
        }
        try Self.check(documents)
        for document in documents { try take(document.document.json) }
    }

    private static func check(_ documents: [LocatedDocument]) throws {
        let findings = zip(documents, Documents.validate(documents.map(\.document.json))).flatMap { located, findings in
            findings.filter { $0.severity == .error }.map { located.located($0) }
        }
        guard !findings.isEmpty else { return }
        throw CommandFailure(
            "the documents are not valid:\n" + findings.map(\.text).joined(separator: "\n"), code: .misconfigured)
    }

    private mutating func take(_ json: JSON) throws {
        switch json["kind"]?.stringValue {
        case RemediationPolicy.kind: policies.append(try RemediationPolicy(json: json))
        case Guardrail.kind: guardrails.append(try Guardrail(json: json))
        case MetricSource.kind: sources.append(try MetricSource(json: json))
        default: objects.append(KubernetesObject(json))
        }
    }

    func setup(_ range: Span) throws -> BacktestSetup {
        guard !policies.isEmpty else {
            throw CommandFailure("the files contain no RemediationPolicy", code: .misconfigured)
        }
        let setup = BacktestSetup(
            policies: policies, guardrails: guardrails, sources: sources, objects: objects, from: range.from,
            to: range.to)
        do {
            try setup.checkSize()
        } catch {
            throw CommandFailure("\(error)", code: .misconfigured)
        }
        return setup
    }

    /// The documents with the policies of the other file, and with its other documents if there are any.
    func changed(by other: BacktestDocuments) -> BacktestDocuments {
        var changed = self
        changed.policies = other.policies
        if !other.guardrails.isEmpty { changed.guardrails = other.guardrails }
        if !other.sources.isEmpty { changed.sources = other.sources }
        if !other.objects.isEmpty { changed.objects = other.objects }
        return changed
    }
}
