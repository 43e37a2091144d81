#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Numbers as a person reads them: four significant digits, thousands grouped, no trailing zeros.
public enum NumberText {
    public static func plain(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "not a number" : (value < 0 ? "-infinity" : "infinity") }
        let magnitude = value.magnitude
        guard magnitude > 0 else { return "0" }
        guard magnitude >= 1e-4, magnitude < 1e12 else { return scientific(value) }
        let digits = max(0, 3 - Int(log10(magnitude).rounded(.down)))
        return fixed(value, digits: digits)
    }

    /// "99.97 %"; never rounds up to 100 or down to 0 what is neither.
    public static func percent(_ fraction: Double) -> String {
        guard fraction.isFinite, fraction.magnitude < 1e9 else { return plain(fraction * 100) + " %" }
        let percent = 100 * fraction
        if fraction < 1, percent > 99.99 {
            return fraction > 0.9999995 ? "over 99.9999 %" : fixed(percent, digits: 4, down: true) + " %"
        }
        if fraction > 0, percent < 0.01 { return "under 0.01 %" }
        return fixed(percent, digits: percent > 99 || percent < 10 ? 2 : 1, down: percent > 99) + " %"
    }

    /// "3 h 20 min", "2 d 4 h", "45 s".
    public static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 3.2e9 else { return "more than 100 years" }
        let total = Int(max(0, seconds).rounded())
        let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]
        for (index, unit) in units.enumerated() where total >= unit.0 {
            let rest = total % unit.0
            guard index + 1 < units.count, total < 100 * unit.0, rest >= units[index + 1].0 else {
                return "\(total / unit.0) \(unit.1)"
            }
            return "\(total / unit.0) \(unit.1) \(rest / units[index + 1].0) \(units[index + 1].1)"
        }
        return "0 s"
    }

    private static func fixed(_ value: Double, digits: Int, down: Bool = false) -> String {
        let scale = pow(10, Double(digits))
        let scaled = (value.magnitude * scale).rounded(down ? .down : .toNearestOrAwayFromZero)
        guard scaled < 9e15 else { return scientific(value) }
        let whole = Int(scaled)
        let unit = Int(scale)
        var fraction = String(whole % unit + unit).dropFirst()
        while fraction.last == "0" { fraction = fraction.dropLast() }
        let sign = value < 0 && whole > 0 ? "-" : ""
        return sign + grouped(whole / unit) + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static func grouped(_ whole: Int) -> String {
        var text = String(whole)
        var position = text.count - 3
        while position > 0 {
            text.insert(",", at: text.index(text.startIndex, offsetBy: position))
            position -= 3
        }
        return text
    }

    private static func scientific(_ value: Double) -> String {
        guard value.magnitude > 1e-300 else { return "\(value)" }
        let exponent = Int(log10(value.magnitude).rounded(.down))
        let mantissa = value / pow(10, Double(exponent))
        return fixed(mantissa, digits: 2) + "e\(exponent)"
    }
}
