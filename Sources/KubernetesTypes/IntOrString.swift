public import JSONValue

/// A count or a percentage, as `maxUnavailable` and its like take it.
public enum IntOrString: Sendable, Hashable, Codable, CustomStringConvertible {
    case count(Int)
    /// 0...100.
    case percent(Int)

    /// `nil` where it is neither an integer nor a text such as `25%`.
    public init?(_ json: JSON) {
        if let count = json.integerValue {
            self = .count(count)
        } else if let text = json.stringValue, text.last == "%", let percent = Int(text.dropLast()), percent >= 0 {
            self = .percent(percent)
        } else {
            return nil
        }
    }

    /// The count out of `total`; Kubernetes rounds `maxSurge` and `minAvailable` up, `maxUnavailable` of a rollout down.
    public func resolved(of total: Int, roundingUp: Bool) -> Int {
        switch self {
        case .count(let count): count
        case .percent(let percent): (total * percent + (roundingUp ? 99 : 0)) / 100
        }
    }

    public var description: String {
        switch self {
        case .count(let count): "\(count)"
        case .percent(let percent): "\(percent)%"
        }
    }
}
