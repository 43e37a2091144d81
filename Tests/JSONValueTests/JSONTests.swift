import JSONValue
import Testing

@Suite struct JSONTests {
    @Test("integers stay integers and fractions stay fractions")
    func numbers() throws {
        let json = try JSON(parsing: #"{"a":3,"b":3.5,"c":1e2,"d":-0.25,"e":9223372036854775807}"#)
        #expect(json["a"] == .integer(3))
        #expect(json["b"] == .number(3.5))
        #expect(json["c"]?.integerValue == 100)
        #expect(json["d"] == .number(-0.25))
        #expect(json["e"] == .integer(.max))
    }

    @Test("equal values give equal bytes whatever the order of their members")
    func canonical() throws {
        let left = try JSON(parsing: #"{"b":[1,{"y":null,"x":true}],"a":"ü\n\"\\\u0001"}"#)
        let right = try JSON(parsing: #" {"a" : "\u00fc\n\"\\\u0001", "b" : [1, {"x":true,"y":null}] } "#)
        #expect(left.serialized == right.serialized)
        #expect(try JSON(parsing: left.serialized) == left)
    }

    @Test("a surrogate pair is one character, half of one is an error")
    func surrogates() throws {
        #expect(try JSON(parsing: #""\ud83d\ude00""#) == "😀")
        #expect(throws: JSONParseError.self) { try JSON(parsing: #""\ud83d""#) }
    }

    @Test(
        "broken input is refused with the place where it breaks",
        arguments: [
            ("", 0), ("{", 1), ("[1,]", 3), ("{\"a\" 1}", 5), ("01", 2), ("1 2", 2), ("\"a", 2), ("nul", 0),
            ("[1e]", 3),
        ])
    func broken(text: String, offset: Int) {
        let error = #expect(throws: JSONParseError.self) { try JSON(parsing: text) }
        #expect(error?.offset == offset)
    }

    @Test("nesting that could exhaust the stack is refused")
    func depth() {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: JSONParseError.self) { try JSON(parsing: text) }
    }

    @Test("a value set at a path makes the objects on the way and leaves the others alone")
    func setting() {
        var json: JSON = ["a": ["b": 1]]
        json.set("x", at: "a", "c", "d")
        #expect(json == ["a": ["b": 1, "c": ["d": "x"]]])
        json.set(nil, at: "a", "b")
        #expect(json == ["a": ["c": ["d": "x"]]])
    }

    @Test("a typed value survives the way to JSON and back")
    func codable() throws {
        struct Sample: Codable, Equatable { var name: String, count: Int, rest: JSON }
        let sample = Sample(name: "a", count: 2, rest: ["x": [1, 2.5, nil, true, "y"]])
        #expect(try JSON(encoding: sample).decoded(as: Sample.self) == sample)
    }
}

@Suite struct JSONPatchTests {
    @Test("a patch applies as a whole or not at all")
    func atomic() throws {
        var json: JSON = ["spec": ["replicas": 3]]
        let patch = try JSONPatch(
            json: [
                ["op": "replace", "path": "/spec/replicas", "value": 5],
                ["op": "test", "path": "/spec/replicas", "value": 4],
            ])
        #expect(throws: JSONPatchError.testFailed(JSONPointer(["spec", "replicas"]))) { try json.apply(patch) }
        #expect(json == ["spec": ["replicas": 3]])
    }

    @Test("operations on members, elements and escaped names do what RFC 6902 says")
    func operations() throws {
        var json: JSON = ["a": [1, 2, 3], "x/y": 1, "m~n": 2]
        try json.apply(
            JSONPatch([
                .add(JSONPointer(["a", "1"]), 9), .add(JSONPointer(["a", "-"]), 4), .remove(JSONPointer(["a", "0"])),
                .replace(JSONPointer(["x/y"]), 7), .move(from: JSONPointer(["m~n"]), to: JSONPointer(["moved"])),
                .copy(from: JSONPointer(["moved"]), to: JSONPointer(["copied"])),
            ]))
        #expect(json == ["a": [9, 2, 3, 4], "x/y": 7, "moved": 2, "copied": 2])
        #expect(JSONPointer(["x/y", "m~n"]).description == "/x~1y/m~0n")
        #expect(JSONPointer("/x~1y/m~0n") == JSONPointer(["x/y", "m~n"]))
    }

    @Test("a path that does not exist is an error that names it")
    func missing() {
        var json: JSON = ["a": [:]]
        let error = #expect(throws: JSONPatchError.self) {
            try json.apply(JSONPatch([.replace(JSONPointer(["a", "b"]), 1)]))
        }
        #expect("\(error.map(String.init(describing:)) ?? "")".contains("/a/b"))
    }

    @Test("a merge patch removes with null, merges objects and replaces lists")
    func merge() {
        var json: JSON = ["a": ["b": 1, "c": 2], "l": [1, 2]]
        json.merge(["a": ["b": nil, "d": ["e": 1]], "l": [3]])
        #expect(json == ["a": ["c": 2, "d": ["e": 1]], "l": [3]])
    }
}
