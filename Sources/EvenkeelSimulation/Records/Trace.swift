import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// The last events of a world, for whoever has to understand a failing seed, and a hash over all of them.
struct Trace {
    enum Entry {
        case effect(Int, Effect)
        case met(Int, Fault, EffectKind)
        case answer(Int, EffectKind, Int)
        case text(String)
    }

    private static let capacity = 400
    private var ring: [(at: Timestamp, entry: Entry)] = []
    private var oldest = 0
    private(set) var hash: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func note(_ entry: Entry, at now: Timestamp) {
        hash = SeededRandom.mix(
            hash ^ UInt64(bitPattern: now.microsecondsSince1970) ^ Self.code(entry) &* 0x1000_0000_01B3)
        if ring.count < Self.capacity {
            ring.append((now, entry))
        } else {
            ring[oldest] = (now, entry)
            oldest = (oldest + 1) % Self.capacity
        }
    }

    private static func code(_ entry: Entry) -> UInt64 {
        switch entry {
        case .effect(let process, let effect):
            UInt64(process) << 32 | SeededRandom.hash(EffectKind(effect).rawValue) >> 32
        case .met(let process, let fault, _): UInt64(process) << 32 | SeededRandom.hash(fault.name) >> 32 ^ 1
        case .answer(let process, _, let code): UInt64(process) << 32 | UInt64(code)
        case .text(let text): SeededRandom.hash(text)
        }
    }

    var lines: [String] {
        let ordered = ring[oldest...] + ring[..<oldest]
        return ordered.map { "\($0.at.microTime)  \(Self.line($0.entry))" }
    }

    private static func line(_ entry: Entry) -> String {
        switch entry {
        case .effect(let process, let effect): "[\(process)] wants \(describe(effect))"
        case .met(let process, let fault, let kind): "[\(process)]   \(kind.rawValue) meets: \(fault.name)"
        case .answer(let process, let kind, let code): "[\(process)]   \(kind.rawValue) answered \(code)"
        case .text(let text): text
        }
    }

    private static func describe(_ effect: Effect) -> String {
        switch effect {
        case .evaluate(let evaluation): "evaluate \(evaluation.policy) at \(evaluation.at.microTime)"
        case .createRemediation(let id, let remediation, _): "create #\(id) \(remediation.key)"
        case .writeRemediationStatus(let id, let remediation):
            "status #\(id) \(remediation.key) @\(remediation.metadata.resourceVersion ?? "") "
                + "\(remediation.status?.phase.rawValue ?? "") \(remediation.status?.timeline.last?.message ?? "")"
        case .deleteRemediation(let key, _): "delete \(key)"
        case .writePolicyStatus(let id, let key, _, _): "policy status #\(id) \(key)"
        case .writeMetricSourceStatus(let id, let name, _, _): "source status #\(id) \(name)"
        case .writeGuardrailStatus(let id, let name, _, _): "guardrail status #\(id) \(name)"
        case .change(let id, let change):
            "\(change.isDryRun ? "dry run" : "CHANGE") #\(id) \(change.purpose.rawValue) of \(change.remediation)"
        case .read(let id, let reference): "read #\(id) \(reference.kind) \(reference.key)"
        case .recordEvent(let event): "event \(event.reason): \(event.message)"
        case .audit(let entry): "audit \(entry.event.rawValue): \(entry.message)"
        }
    }
}
