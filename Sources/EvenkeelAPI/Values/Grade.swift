/// The grade of a decision, given in hindsight.
public enum Grade: String, Sendable, Hashable, Codable, CaseIterable {
    case remedied = "Remedied"
    case selfHealed = "SelfHealed"
    case persisted = "Persisted"
    case worsened = "Worsened"
    case personDidTheSame = "PersonDidTheSame"
    case personDidOther = "PersonDidOther"
}
