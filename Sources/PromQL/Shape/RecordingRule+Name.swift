extension RecordingRule {
    /// `nil` if the name has no colon.
    init?(_ selection: PromQLExpression.InstantSelector) {
        let parts = selection.selector.metricName?.split(separator: ":", omittingEmptySubsequences: false) ?? []
        guard parts.count > 1, let operations = parts.last?.split(separator: "_") else { return nil }
        self.selection = selection
        isRatio = operations.contains { $0 == "ratio" || $0.hasPrefix("burnrate") }
        let readings = operations.map(Self.reading)
        operation = readings.compactMap(\.operation).last
        window = readings.compactMap(\.window).last
    }

    /// `rate5m` is a rate in a window of 5 minutes.
    private static func reading(_ text: Substring) -> (operation: Operation?, window: Duration?) {
        let name = text.prefix { !$0.isNumber }
        let seconds = name.isEmpty ? nil : DurationText.seconds(of: String(text.dropFirst(name.count)))
        let window = seconds.flatMap { $0 > 0 ? Duration.milliseconds(Int64(($0 * 1000).rounded())) : nil }
        return (Operation(rawValue: String(name)), window)
    }
}
