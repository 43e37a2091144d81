import FoundationEssentials
import JSONValue
import Testing

@Suite struct PackedJSONTests {
    private struct Holder: Codable, Hashable {
        var name = "holder"
        @PackedJSON var value: JSON
    }

    private static let value: JSON = [
        "integer": 3, "number": 3.0, "tiny": 1e-300, "text": "ü\n\"\\\u{1}😀", "list": [nil, true, [:], []],
        "nested": ["a": ["b": ["c": -9_223_372_036_854_775_808]]],
    ]

    @Test("what is kept as text comes back as the very same value, numbers and integers apart")
    func roundTrip() {
        var holder = Holder(value: Self.value)
        #expect(holder.value == Self.value)
        holder.value["more"] = 0.1
        #expect(holder.value["more"] == .number(0.1))
        #expect(holder.value["number"] == .number(3))
        #expect(holder.value["integer"] == .integer(3))
    }

    @Test("equal values are equal however their members were ordered")
    func equality() throws {
        let left = Holder(value: try JSON(parsing: #"{"a":1,"b":{"x":1,"y":2}}"#))
        let right = Holder(value: try JSON(parsing: #"{"b":{"y":2,"x":1},"a":1}"#))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left != Holder(value: ["a": 1]))
    }

    @Test("encoded it is the value itself, so that records look as if it were not packed")
    func encoding() throws {
        let holder = Holder(value: Self.value)
        let json = try JSON(encodingExactly: holder)
        #expect(json["value"]?["text"] == Self.value["text"])
        #expect(try json.decodedExactly(as: Holder.self).value["nested"] == Self.value["nested"])
    }
}
