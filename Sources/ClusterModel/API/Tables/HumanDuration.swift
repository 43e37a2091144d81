/// Durations as kubectl shows them: `90s`, `5m30s`, `3h`, `4d2h`.
enum HumanDuration {
    /// - Parameter seconds: two seconds before the start still count as none, more are `<invalid>`.
    static func text(_ seconds: Double) -> String {
        if seconds < -2 { return "<invalid>" }
        let seconds = Int(max(0, seconds))
        if seconds < 120 { return "\(seconds)s" }
        let minutes = seconds / 60
        if minutes < 10 { return pair(minutes, "m", seconds % 60, "s") }
        if minutes < 180 { return "\(minutes)m" }
        let hours = minutes / 60
        if hours < 8 { return pair(hours, "h", minutes % 60, "m") }
        if hours < 48 { return "\(hours)h" }
        let days = hours / 24
        if hours < 192 { return pair(days, "d", hours % 24, "h") }
        if hours < 365 * 48 { return "\(days)d" }
        let years = days / 365
        return hours < 365 * 192 ? pair(years, "y", days % 365, "d") : "\(years)y"
    }

    private static func pair(_ large: Int, _ largeUnit: String, _ small: Int, _ smallUnit: String) -> String {
        small == 0 ? "\(large)\(largeUnit)" : "\(large)\(largeUnit)\(small)\(smallUnit)"
    }
}
