import FuzzSupport
import JSONValue
import Testing

@Suite("Strange JSON at the door") struct FuzzTests {
    private static let corpus = [
        #"{"a":3,"b":[1,{"y":null,"x":true}],"c":-0.25,"d":"ü\n\"\\\u0001\ud83d\ude00","e":9223372036854775807}"#,
        #" { "apiVersion" : "v1", "items" : [ ] , "metadata" : { "resourceVersion" : "12" } } "#,
        #"[{"op":"add","path":"/metadata/annotations/evenkeel.dev~1mark","value":"x"},{"op":"remove","path":"/spec/a/0"}]"#,
        #"[{"op":"test","path":"","value":{}},{"op":"move","from":"/a","path":"/b/-"},{"op":"copy","from":"/a","path":"/b"}]"#,
        "[[[[[[1]]]]]]", "1e300", "\"\"", "null",
    ]
    private static let generator = InputGenerator(
        corpus, tokens: ["{\"", "\":", "\\u", "\\ud83d", "\\ude00", "//", "/*", "1E5", "-", "falsey"])

    @Test("any bytes are JSON that is written and read as the same, or an error with its place")
    func reading() throws {
        try Fuzzing("json", rounds: 500).run(Self.generator) { input in
            do {
                let json = try JSON(parsing: input)
                let bytes = json.serialized
                guard let again = try? JSON(parsing: bytes), again == json, again.serialized == bytes else {
                    throw Broken("what was written does not read as the same: \(json.serializedString.prefix(300))")
                }
                guard (try? JSON(parsing: json.prettyPrinted)) == json else {
                    throw Broken("nor does what people read")
                }
            } catch let error as JSONParseError {
                guard (0...input.count).contains(error.offset) else { throw Broken("no such place: \(error)") }
                guard "\(error)".utf8.count <= 400 else { throw Broken("the error has \("\(error)".utf8.count) bytes") }
            }
        }
    }

    @Test("a patch of any shape changes all or nothing")
    func patching() throws {
        try Fuzzing("patch", rounds: 500).run(Self.generator) { input in
            guard let json = try? JSON(parsing: input), let patch = try? JSONPatch(json: json) else { return }
            guard try JSONPatch(json: patch.json) == patch else { throw Broken("the patch is written as another one") }
            let original: JSON = ["a": [1, 2, ["b": .null]], "metadata": ["annotations": [:]], "": ["": 0]]
            var changed = original
            do throws(JSONPatchError) {
                try changed.apply(patch)
            } catch {
                guard changed == original else { throw Broken("half a patch was applied before \(error)") }
            }
            changed.merge(json)
        }
    }
}
