/// Range selectors of PromQL and LogQL, such as `[5m]`.
public enum RangeSelector {
    /// The longest range selector; zero if there is none.
    public static func longest(in expression: String) -> TimeSpan {
        var longest = TimeSpan.seconds(0)
        // Bytes are fast: this runs in every evaluation.
        for part in expression.utf8.split(separator: UInt8(ascii: "["), omittingEmptySubsequences: false).dropFirst() {
            let text = part.prefix { $0 != UInt8(ascii: "]") && $0 != UInt8(ascii: ":") }
            if let span = TimeSpan(String(Substring(text))) { longest = max(longest, span) }
        }
        return longest
    }
}
