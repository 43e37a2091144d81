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
    ///
    /// What no integer can hold is the largest one there is.
    public func resolved(of total: Int, roundingUp: Bool) -> Int {
        switch self {
        case .count(let count): return count
        case .percent(let percent):
            let (product, isTooMuch) = total.multipliedReportingOverflow(by: percent)
            guard !isTooMuch else { return total < 0 ? .min : .max }
            let whole = product / 100
            return roundingUp && product % 100 > 0 ? whole + 1 : whole
        }
    }

    public var description: String {
        switch self {
        case .count(let count): "\(count)"
        case .percent(let percent): "\(percent)%"
        }
    }
}
