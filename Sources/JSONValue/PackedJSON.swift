/// Keeps a JSON value as its text: a tree takes five to ten times as much memory. For what is kept by the thousand and
/// read seldom, such as the pod templates of a cluster; each reading parses it anew.
///
///     @PackedJSON public var template: JSON
///
/// A value with numbers that JSON cannot hold (NaN, infinities) comes back with `null` in their place.
@propertyWrapper
public struct PackedJSON: Sendable, Hashable {
    private var text: String

    public init(wrappedValue: JSON) { text = wrappedValue.serializedString }

    public var wrappedValue: JSON {
        // What was written here can be read.
        get { (try? JSON(parsing: text)) ?? .null }
        set { text = newValue.serializedString }
    }
}

extension PackedJSON: Codable {
    public init(from decoder: any Decoder) throws { self.init(wrappedValue: try JSON(from: decoder)) }

    public func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}
