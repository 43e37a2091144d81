import JSONValue
import Testing
import YAML

@Suite struct YAMLWritingTests {
    @Test("an object is written as kubectl prints it, with the well-known members first")
    func object() {
        let json: JSON = [
            "status": ["ready": true], "kind": "Pod", "data": ["b": 1, "a": []], "apiVersion": "v1",
            "metadata": ["name": "web", "annotations": [:]],
            "spec": ["args": ["--x", "yes", ["nested", 1.5]], "containers": [["name": "c", "script": "a\nb\n"]]],
        ]
        #expect(
            YAML.write(json) == """
                apiVersion: v1
                kind: Pod
                metadata:
                  annotations: {}
                  name: web
                spec:
                  args:
                  - "--x"
                  - "yes"
                  - - nested
                    - 1.5
                  containers:
                  - name: c
                    script: |
                      a
                      b
                status:
                  ready: true
                data:
                  a: []
                  b: 1

                """)
    }

    @Test(
        "a string reads back as the same string",
        arguments: [
            "", " ", "a b", "true", "no", "12", "0x1", "1e3", "~", "null", "- a", "a: b", "a #b", "a:", "#", "&x", "*x",
            "!x",
            "|", ">", "%", "@", "`", "'", "\"", "{", "[", "a\nb", "a\nb\n", "a\n\n", "\n", "\n\n", " a\nb", "a \nb",
            "a\tb",
            "a\r\nb", "\u{85}", "\u{2028}", "\u{FEFF}x", "\u{7F}", "ä🙂", "2026-11-20", "12:30:45", "---", "...", "<<",
            "=",
            "a\n b\n  c", "\u{1}", "key: |", "5%", "a,b", "?", "? a", "-", "--- a", "y", "\\n", "C:\\x",
        ])
    func strings(text: String) throws {
        let cases: [JSON] = [
            ["k": .string(text)], [.string(text)], ["l": [.string(text)]], ["o": ["p": .string(text)]],
        ]
        for json in cases {
            #expect(try YAML.parse(YAML.write(json)).map(\.json) == [json], "\(YAML.write(json))")
        }
        #expect(try YAML.parse(YAML.write([text: 1] as JSON)).first?.json == .object([text: 1]))
        if !text.isEmpty { #expect(try YAML.parse(YAML.write(.string(text))).first?.json == .string(text)) }
    }

    @Test("a key that is longer than readers look for its colon is written so that it is one")
    func longKeys() throws {
        let key = String(repeating: "k", count: 5000)
        let json: JSON = ["a": 1, "b": .object([key: ["c": .object([key + ": ": "d"])]])]
        #expect(try YAML.parse(YAML.write(json)).map(\.json) == [json])
        let list: JSON = [.object([key: [1, .object([key: .null, "z": true])]])]
        #expect(try YAML.parse(YAML.write(list)).map(\.json) == [list])
    }

    @Test("whatever is written reads back the same")
    func roundTrip() throws {
        var noise = Noise(state: 42)
        for _ in 0..<500 {
            let json: JSON = ["root": Self.random(&noise, depth: 4)]
            #expect(try YAML.parse(YAML.write(json)).map(\.json) == [json])
        }
    }

    @Test("several documents are separated")
    func documents() throws {
        #expect(YAML.write([["a": 1], ["b": 2]] as [JSON]) == "a: 1\n---\nb: 2\n")
    }

    private static func random(_ noise: inout Noise, depth: Int) -> JSON {
        switch noise.next() % (depth > 0 ? 8 : 6) {
        case 0: return .null
        case 1: return .bool(noise.next() % 2 == 0)
        case 2: return .integer(Int64(truncatingIfNeeded: noise.next()))
        case 3: return .number(0.25 + Double(noise.next() % 1000))
        case 4, 5: return .string(randomText(&noise))
        case 6: return .array((0..<Int(noise.next() % 4)).map { _ in random(&noise, depth: depth - 1) })
        default:
            let members = (0..<Int(noise.next() % 4)).map { _ in (randomText(&noise), random(&noise, depth: depth - 1))
            }
            return .object(JSONObject(members))
        }
    }

    private static func randomText(_ noise: inout Noise) -> String {
        let alphabet = Array("ab01 :-#\n\"'{}[],&*!|>%@~.ä\t")
        return String((0..<Int(noise.next() % 8)).map { _ in alphabet[Int(noise.next() % UInt64(alphabet.count))] })
    }
}
