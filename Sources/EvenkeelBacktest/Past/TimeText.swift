import EvenkeelAPI
public import KubernetesTypes

/// Times as people type them.
public enum TimeText {
    /// Epoch seconds, ISO 8601 (without an offset it is UTC), or a date alone, which is its first moment. `nil` for anything
    /// else.
    public static func time(_ text: String) -> Timestamp? {
        if let seconds = Double(text) { return seconds.isFinite ? Timestamp(secondsSince1970: seconds) : nil }
        var iso = text.replacing(" ", with: "T")
        if iso.count == 10 { iso += "T00:00:00" }
        let hasOffset = iso.hasSuffix("Z") || iso.dropFirst(10).contains { $0 == "+" || $0 == "-" }
        return Timestamp(hasOffset ? iso : iso + "Z")
    }

    /// Also `now`, and a length of time before it such as `7d`.
    public static func time(_ text: String, now: Timestamp) -> Timestamp? {
        if text == "now" { return now }
        if let span = TimeSpan(text) { return now - span.seconds }
        return time(text)
    }
}
