import FuzzSupport
import JSONValue
import Testing

@testable import YAML

@Suite("Strange YAML at the door") struct FuzzTests {
    private static let corpus = [
        """
        apiVersion: evenkeel.dev/v1alpha1
        kind: RemediationPolicy
        metadata: {name: checkout, labels: {a: "1"}}
        spec:
          base: &base {limit: 5%, window: 5m}
          more:
          - <<: *base
            limit: 10%
          - <<: [*base, {x: 0x1F, y: 0o17, z: 1_000}]
          text: |-
            two
              lines
          folded: >+
            one

          quoted: "a\\u00e9\\n\\x41"
          single: 'it''s'
          octal: 0755
          float: 1.50
          yes: no
        ---
        # nothing
        ...
        %YAML 1.1
        ---
        - ~
        - !!str 12
        - ! 13
        - 2001-12-14t21:59:43.10-05:00
        - [a, [b, {c: d}]]
        - ? complex
          : value
        """,
        "start: 1000\nend: 2000\nname: 'a, b'\n", "{}\n---\n[]\n", "a: &x [1]\nb: *x\nc: *x\n",
        "key: \"\\\n  folded \\\n  text\"\n", "%TAG !e! tag:example.com,2000:\n---\na: 1\n",
    ]
    private static let generator = InputGenerator(
        corpus,
        tokens: [
            "&a ", "*a", "<<: ", "!!int ", "!!float ", "!!binary ", "!<tag:yaml.org,2002:str> ", "- ", "? ", ": ",
            "|2-\n",
            ">\n", "---\n", "...\n", "%TAG ! x\n", "%YAML 1.2\n", "# ", "{", "[", "\t- ", ".inf", ".nan", "0x", "0b1",
            "1:30", "=", "\"\\", "*", "&", "@", "`",
        ])

    @Test("any bytes are documents that are written and read as the same, or an error with its place")
    func reading() throws {
        try Fuzzing("yaml", rounds: 400).run(Self.generator) { input in
            do {
                for document in try YAML.parse(input) { try check(document, input) }
            } catch let error as YAMLError {
                if let position = error.position {
                    guard position.line >= 1, position.column >= 1 else { throw Broken("no such place: \(error)") }
                    // The end of the text is a line of its own.
                    guard position.line <= input.count + 1 else { throw Broken("beyond the end: \(error)") }
                }
                guard "\(error)".utf8.count <= 1000 else {
                    throw Broken("the error has \("\(error)".utf8.count) bytes")
                }
            }
        }
    }

    private func check(_ document: YAMLDocument, _ input: [UInt8]) throws {
        let text = YAML.write(document.json)
        let again: [YAMLDocument]
        do throws(YAMLError) {
            again = try YAML.parse(text, limits: YAMLLimits(bytes: 64 << 20))
        } catch {
            throw Broken("what was written is not YAML: \(error)\n\(text.prefix(600))")
        }
        let isSame = document.json.isNull ? again.isEmpty : again.map(\.json) == [document.json]
        guard isSame else {
            throw Broken("what was written reads as something else: \(document.json.serializedString.prefix(300))")
        }
        for key in (document.json.objectValue ?? [:]).keys.prefix(5) {
            guard document.position(of: JSONPointer([key])) != nil else { throw Broken("\(key) stands nowhere") }
        }
    }

    @Test("no text of a few kilobytes becomes values without end")
    func bounded() throws {
        let limits = YAMLLimits(bytes: 1 << 16, depth: 20, values: 500)
        try Fuzzing("yaml-limits", rounds: 300).run(Self.generator) { input in
            guard let documents = try? YAML.parse(input, limits: limits) else { return }
            let values = documents.reduce(0) { $0 + $1.json.weight }
            guard values <= 500 else { throw Broken("\(values) values") }
            let bytes = documents.reduce(0) { $0 + $1.json.serialized.count }
            guard bytes <= 16 << 16 else { throw Broken("\(bytes) bytes") }
        }
    }
}

extension JSON {
    fileprivate var weight: Int {
        switch self {
        case .array(let elements): elements.reduce(1) { $0 + $1.weight }
        case .object(let members): members.values.reduce(1) { $0 + 1 + $1.weight }
        default: 1
        }
    }
}
