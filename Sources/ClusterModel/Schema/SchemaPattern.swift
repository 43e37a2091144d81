import Synchronization

/// A regular expression of a schema: found anywhere in the text unless it is anchored, as in RE2.
struct SchemaPattern {
    /// Compiling costs far more than matching, and every write of a custom resource asks for dozens of them.
    private static let compiled = Mutex<[String: Regex<AnyRegexOutput>]>([:])
    /// Schemas are anybody's, so what is kept is bounded.
    private static let maximumKept = 1000

    private let text: String

    /// `nil` where the text is no regular expression.
    init?(_ text: String) {
        let isKnown = Self.compiled.withLock { compiled in
            if compiled[text] != nil { return true }
            guard let regex = try? Regex(text) else { return false }
            if compiled.count >= Self.maximumKept { compiled.removeAll() }
            compiled[text] = regex.matchingSemantics(.unicodeScalar)
            return true
        }
        guard isKnown else { return nil }
        self.text = text
    }

    func matches(_ subject: String) -> Bool {
        Self.compiled.withLock { compiled in
            // Forgotten meanwhile, where there are very many.
            let regex = compiled[text] ?? (try? Regex(text).matchingSemantics(.unicodeScalar))
            return regex.flatMap { try? $0.firstMatch(in: subject) } != nil
        }
    }
}
