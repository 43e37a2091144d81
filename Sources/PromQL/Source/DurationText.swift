/// Durations as Prometheus writes them: `1h30m`.
enum DurationText {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("y", 31_536_000_000), ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
        ("ms", 1),
    ]
    /// What Go's nanoseconds in 64 bits hold: 292 years.
    private static let longest = Int64.max / 1_000_000

    /// The seconds of `1h30m`: each unit at most once, from large to small.
    static func seconds(of text: String) -> Double? {
        var rest = text.utf8[...]
        var (total, remaining): (Int64, ArraySlice) = (0, units[...])
        while !rest.isEmpty {
            let digits = rest.prefix(while: \.isDigit)
            let name = rest.dropFirst(digits.count).prefix { !$0.isDigit }
            guard let count = Int64(String(Substring(digits))),
                let unit = remaining.firstIndex(where: { $0.name.utf8.elementsEqual(name) })
            else { return nil }
            let (part, overflows) = count.multipliedReportingOverflow(by: units[unit].milliseconds)
            guard !overflows, part <= longest, total + part <= longest else { return nil }
            total += part
            (rest, remaining) = (rest.dropFirst(digits.count + name.count), units[(unit + 1)...])
        }
        return Double(total) / 1000
    }

    /// The text of a duration, with years and weeks only where nothing remains: `90d`, not `12w6d`.
    static func text(ofMilliseconds total: Int64) -> String {
        guard total != 0 else { return "0s" }
        var (rest, text) = (total.magnitude, total < 0 ? "-" : "")
        for unit in units {
            let size = unit.milliseconds.magnitude
            guard rest >= size, rest % size == 0 || unit.name != "y" && unit.name != "w" else { continue }
            text += "\(rest / size)\(unit.name)"
            rest %= size
        }
        return text
    }
}
