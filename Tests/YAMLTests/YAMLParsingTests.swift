import JSONValue
import Testing
import YAML

@Suite struct YAMLParsingTests {
    @Test("a manifest becomes the JSON that kubectl sends")
    func manifest() throws {
        let text = """
            # a comment
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: web, labels: {"app": web}}
            data:
              script: |
                line 1
                line 2
              folded: >-
                one
                two
              empty:
            list:
            - a
            - - b
              - {c: 1}
            """
        let expected: JSON = [
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "web", "labels": ["app": "web"]],
            "data": ["script": "line 1\nline 2\n", "folded": "one two", "empty": nil],
            "list": ["a", ["b", ["c": 1]]],
        ]
        #expect(try YAML.parse(text).map(\.json) == [expected])
    }

    @Test("every document is read, and those with nothing but comments are skipped")
    func documents() throws {
        let text = "# only a comment\n---\na: 1\n---\n# nothing\n---\n---\nb: 2\n...\n---\nnull\n"
        #expect(try YAML.parse(text).map(\.json) == [["a": 1], ["b": 2]])
        #expect(try YAML.parse("# nothing at all\n").isEmpty)
        #expect(try YAML.parse("").isEmpty)
    }

    @Test("JSON is YAML")
    func json() throws {
        #expect(
            try YAML.parse(#"{"a": [1, "x\n\u00e4", {"b": null}], "c": 1.5}"#).first?.json
                == ["a": [1, "x\nä", ["b": nil]], "c": 1.5])
    }

    @Test("keys that are numbers or booleans become strings")
    func keys() throws {
        #expect(
            try YAML.parse("1: a\ntrue: b\non_: c\n1.5: d").first?.json
                == ["1": "a", "true": "b", "on_": "c", "1.5": "d"])
        #expect(throws: YAMLError(.keyIsNotScalar, at: YAMLPosition(line: 1, column: 3))) {
            try YAML.parse("? [a]\n: 1")
        }
    }

    @Test("a key that occurs twice is an error with both places")
    func duplicates() {
        let error = YAMLError(
            .duplicateKey("mode", first: YAMLPosition(line: 2, column: 3)), at: YAMLPosition(line: 4, column: 3))
        #expect(throws: error) { try YAML.parse("spec:\n  mode: a\n  x: 1\n  mode: b\n") }
        #expect(
            error.description
                == "line 4, column 3: the key \"mode\" occurs twice; the first is at line 2, column 3. Remove one of them."
        )
    }

    @Test(
        "a text that is no YAML says where it breaks", arguments: ["a: [1, 2", "a: b: c", "\ta: 1", "a: \"x", "a: @x"])
    func broken(text: String) {
        #expect {
            try YAML.parse("ok: 1\n" + text)
        } throws: { error in
            guard let error = error as? YAMLError, case .syntax = error.kind else { return false }
            return (error.position?.line ?? 0) >= 2
        }
    }

    @Test("bytes that are not UTF-8 are refused")
    func notUnicode() {
        #expect(throws: YAMLError.self) { try YAML.parse([0x61, 0x3A, 0x20, 0xC3, 0x28]) }
        #expect(throws: YAMLError.self) { try YAML.parse([0x61, 0x3A, 0x20, 0x00]) }
    }

    @Test("noise never crashes")
    func noise() {
        var generator = Noise(state: 7)
        let pieces = [
            "a", ": ", "\n", "- ", "  ", "&x ", "*x", "{", "}", "[", "]", "<<: ", "'", "\"", "|", "---\n", "!!int ",
            "#",
        ]
        for _ in 0..<3000 {
            let text = (0..<12).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }.joined()
            _ = try? YAML.parse(text)
            let bytes = (0..<24).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 33) }
            _ = try? YAML.parse(bytes)
        }
    }
}

struct Noise: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
