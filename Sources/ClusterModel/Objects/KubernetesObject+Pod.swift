import JSONValue
import KubernetesTypes

extension KubernetesObject {
    var nodeName: String? { spec["nodeName"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } }
    var phase: String { status["phase"]?.stringValue ?? "Pending" }
    /// Succeeded or Failed: it will never run again.
    var hasEnded: Bool { ["Succeeded", "Failed"].contains(phase) }
    var isReady: Bool { condition("Ready")?.isTrue == true }
    /// Neither ended nor on its way out.
    var isActive: Bool { !hasEnded && !isBeingDeleted }
    var containers: [JSON] { spec["containers"]?.arrayValue ?? [] }
    var containerStatuses: [JSON] { status["containerStatuses"]?.arrayValue ?? [] }
    var restarts: Int { (containerStatuses.compactMap { $0["restartCount"]?.integerValue }.max() ?? 0).bounded }

    /// When a ready pod counts as available: so long after it became ready. `nil` for one that is not ready.
    func availableAt(minReadySeconds: Double) -> Timestamp? {
        guard let ready = condition("Ready"), ready.isTrue else { return nil }
        return (ready.lastTransitionTime ?? Timestamp(microsecondsSince1970: 0)) + minReadySeconds
    }

    func isAvailable(minReadySeconds: Double, now: Timestamp) -> Bool {
        availableAt(minReadySeconds: minReadySeconds).map { $0 <= now } ?? false
    }

    /// The grace period that the API server gives a deletion which names none.
    var deletionGrace: Int {
        nodeName == nil || hasEnded ? 0 : max(0, (spec["terminationGracePeriodSeconds"]?.integerValue ?? 30).bounded)
    }

    var requestedMilliCPU: Int { requested("cpu", scale: 1000) }
    var requestedMemory: Int { requested("memory", scale: 1) }

    private func requested(_ resource: String, scale: Double) -> Int {
        let total = containers.reduce(0) { sum, container in
            let given = container.at("resources", "requests", resource) ?? container.at("resources", "limits", resource)
            return sum + (given.flatMap(Quantity.value) ?? 0) * scale
        }
        // A pebibyte and more fits no node, and thousands of them still no overflow.
        return Int(min(total, 0x1p50).rounded(.up))
    }

    /// The smallest memory limit of its containers, in bytes.
    var memoryLimit: Double? {
        containers.compactMap { $0.at("resources", "limits", "memory").flatMap(Quantity.value) }.min()
    }
}

/// `resource.Quantity`: `100m`, `0.5`, `256Mi`, `2G`, `1e3`.
enum Quantity {
    private static let suffixes: [(String, Double)] = [
        ("Ki", 0x1p10), ("Mi", 0x1p20), ("Gi", 0x1p30), ("Ti", 0x1p40), ("Pi", 0x1p50), ("Ei", 0x1p60),
        ("n", 1e-9), ("u", 1e-6), ("m", 1e-3), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15),
        ("E", 1e18),
    ]

    /// `nil` for what is no quantity, or is negative or beyond an exabyte's thousandfold.
    static func value(_ json: JSON) -> Double? {
        let value = json.doubleValue ?? json.stringValue.flatMap(parse)
        return value.flatMap { $0 >= 0 && $0 < 1e21 ? min($0, 1e15) : nil }
    }

    private static func parse(_ text: String) -> Double? {
        if let plain = Double(text) { return plain }
        for (suffix, factor) in suffixes where text.hasSuffix(suffix) {
            return Double(text.dropLast(suffix.count)).map { $0 * factor }
        }
        return nil
    }
}
