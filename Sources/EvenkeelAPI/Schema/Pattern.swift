import Synchronization

/// Regular expressions of schemas, over the whole text.
enum Pattern {
    /// Compiling costs more than matching, and the schemas have a few dozen patterns, so each is kept.
    private static let compiled = Mutex<[String: Regex<AnyRegexOutput>]>([:])

    /// `false` also where the pattern itself is broken, which a test excludes.
    static func matches(_ text: String, _ pattern: String) -> Bool {
        compiled.withLock { compiled in
            guard let regex = compiled[pattern] ?? (try? Regex(pattern).matchingSemantics(.unicodeScalar)) else {
                return false
            }
            compiled[pattern] = regex
            return (try? regex.wholeMatch(in: text)) != nil
        }
    }
}
