/// A metric family of a registry. Only a registry makes metrics, by declaring their family, so that a metric that the
/// registry does not have cannot be used.
struct Metric<Labels: MetricLabels>: Sendable {
    let name: String
    private let index: Int
    private let registry: MetricsRegistry

    /// For ``MetricsRegistry/declare(_:)``.
    init(name: String, index: Int, registry: MetricsRegistry) {
        (self.name, self.index, self.registry) = (name, index, registry)
    }

    /// Adds to a declared series; an undeclared one is ignored, so that no label value can add a series.
    func add(_ amount: Double = 1, to labels: Labels) { registry.add(amount, to: index, dictionary(labels)) }

    /// Sets a declared series, or one of a family that is bounded and not full.
    ///
    /// - Returns: true if the series exists now.
    @discardableResult
    func set(_ value: Double, of labels: Labels) -> Bool { registry.set(value, of: index, dictionary(labels)) }

    /// Removes a series of a bounded family, which makes room for another one.
    func remove(_ labels: Labels) { registry.remove(index, dictionary(labels)) }

    /// - Parameter exemplar: labels of one observation, such as the id of its decision; at most 128 characters in
    ///    total.
    func observe(_ value: Double, of labels: Labels, exemplar: [String: String] = [:]) {
        registry.observe(value, of: index, dictionary(labels), exemplar: exemplar)
    }

    private func dictionary(_ labels: Labels) -> [String: String] {
        Dictionary(zip(Labels.labels.map(\.name), labels.values), uniquingKeysWith: { first, _ in first })
    }
}

extension Metric where Labels == NoLabels {
    func add(_ amount: Double = 1) { add(amount, to: NoLabels()) }
    func set(_ value: Double) { set(value, of: NoLabels()) }
    func observe(_ value: Double) { observe(value, of: NoLabels()) }
}
