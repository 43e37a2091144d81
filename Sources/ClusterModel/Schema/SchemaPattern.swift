import KubernetesTypes
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

/// The formats that the API server checks; others are only names.
enum SchemaFormat {
    static func accepts(_ text: String, format: String) -> Bool {
        switch format {
        case "date-time": Timestamp(text) != nil
        case "duration": CELDuration.parse(text) != nil
        case "byte": SchemaPattern("^[A-Za-z0-9+/]*={0,2}$")?.matches(text) ?? true
        case "uuid":
            SchemaPattern("^(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$")?.matches(text)
                ?? true
        case "date": SchemaPattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")?.matches(text) ?? true
        default: true
        }
    }
}
