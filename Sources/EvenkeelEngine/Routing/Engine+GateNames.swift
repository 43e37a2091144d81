import EvenkeelAPI

extension Engine {
    /// Of all gates, in the order in which they are read. Part of the public API.
    public static var gateNames: [String] { GateName.allCases.map(\.rawValue) }
}
