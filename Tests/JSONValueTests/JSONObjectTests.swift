import FuzzSupport
import JSONValue
import Testing

@Suite("The members of an object") struct JSONObjectTests {
    @Test("are as a dictionary's after any writes, in the order of their names", arguments: 1...40)
    func asDictionary(_ seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var (members, model) = (JSONObject(), [String: JSON]())
        for step in 0..<200 {
            let key = "k\(Int.random(in: 0..<24, using: &generator))"
            let value: JSON? = Bool.random(using: &generator) ? JSON(step) : nil
            members[key] = value
            model[key] = value
            #expect(members["k7"] == model["k7"])
        }
        #expect(members.map(\.key) == model.keys.sorted())
        #expect(members.allSatisfy { model[$0.key] == $0.value })
        #expect(members == JSONObject(model))
        #expect(members.compactMapValues(\.integerValue) == model.compactMapValues(\.integerValue))
    }

    @Test("given at once are sorted, and a repeated name keeps its last value")
    func repeated() throws {
        let members = JSONObject([("b", 1), ("a", 2), ("b", 3), ("", 4), ("a", 5)])
        #expect(members.map(\.key) == ["", "a", "b"])
        #expect(members.map(\.value) == [4, 5, 3])
        #expect(try JSON(parsing: #"{"b":1,"a":2,"b":3,"":4,"a":5}"#) == .object(members))
    }

    @Test("are changed in place, and those that are not wanted go")
    func update() {
        var members: JSONObject = ["a": 1, "b": 2, "c": 3, "d": 4]
        var seen: [String] = []
        members.update { key, value in
            seen.append(key)
            value = [value]
            return key != "b" && key != "c"
        }
        #expect(seen == ["a", "b", "c", "d"])
        #expect(members == ["a": [1], "d": [4]])
        members.update { _, _ in false }
        #expect(members.isEmpty)
    }

    @Test("of names that are the same text in other bytes are the same members")
    func canonicalEquivalence() {
        var members: JSONObject = ["\u{E9}": 1]
        members["e\u{301}"] = 2
        #expect(members.count == 1)
        #expect(members["\u{E9}"] == 2)
    }
}
