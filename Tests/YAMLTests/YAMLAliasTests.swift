import JSONValue
import Testing
import YAML

@Suite struct YAMLAliasTests {
    @Test("an alias stands for its anchor's value")
    func alias() throws {
        #expect(try YAML.parse("a: &x [1, 2]\nb: *x\n").first?.json == ["a": [1, 2], "b": [1, 2]])
    }

    @Test("<< merges, what is written beside it wins, and the earlier of a list wins")
    func merge() throws {
        let text = """
            base: &base {cpu: 1, memory: 2}
            other: &other {cpu: 9, disk: 3}
            one: {<<: *base, cpu: 5}
            two:
              memory: 7
              <<: [*base, *other]
            """
        let json = try YAML.parse(text).first?.json
        #expect(json?["one"] == ["cpu": 5, "memory": 2])
        #expect(json?["two"] == ["cpu": 1, "memory": 7, "disk": 3])
        #expect(throws: YAMLError(.invalidMerge, at: YAMLPosition(line: 1, column: 2))) { try YAML.parse("{<<: 5}") }
    }

    @Test("an alias without an anchor, or inside of it, is refused; anchors end with their document")
    func unknown() {
        #expect(throws: YAMLError(.unknownAlias("x"), at: YAMLPosition(line: 1, column: 4))) { try YAML.parse("a: *x") }
        #expect(throws: YAMLError(.unknownAlias("x"), at: YAMLPosition(line: 1, column: 8))) {
            try YAML.parse("a: &x [*x]")
        }
        #expect(throws: YAMLError.self) { try YAML.parse("a: &x 1\n---\nb: *x") }
    }

    @Test("a billion laughs are refused")
    func laughs() {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect {
            try YAML.parse(text)
        } throws: { error in
            (error as? YAMLError)?.kind == .tooManyValues(limit: YAMLLimits().values)
        }
    }

    @Test("aliases of a long text are counted by its length: they would be terabytes where they are written out")
    func longText() throws {
        let text =
            "a: &a \"\(String(repeating: "x", count: 1_000_000))\"\nb: [\(String(repeating: "*a,", count: 10_000))]\n"
        #expect {
            try YAML.parse(text)
        } throws: { error in
            (error as? YAMLError)?.kind == .tooMuchByAliases(limit: YAMLLimits().bytes)
        }
        let few = "a: &a \"\(String(repeating: "x", count: 1_000_000))\"\nb: [*a,*a,*a]\n"
        #expect(try YAML.parse(few).first?.json["b"]?.arrayValue?.count == 3)
    }

    @Test("directives are bounded, in every encoding: libyaml compares each with all before it")
    func directives() throws {
        let text = (0...1000).map { "%TAG !x\($0)! tag:x\n" }.joined() + "---\na: 1\n"
        let wide: [UInt8] =
            [0xFF, 0xFE] + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        for bytes in [Array(text.utf8), wide] {
            #expect(throws: YAMLError(.tooManyDirectives(limit: 1000), at: nil)) { try YAML.parse(bytes) }
        }
        let fewer = (0..<1000).map { "%TAG !x\($0)! tag:x\n" }.joined() + "---\na: 1\n"
        #expect(try YAML.parse(fewer).first?.json == ["a": 1])
    }

    @Test("messages stay short whatever is quoted in them")
    func shortMessages() {
        let marks = String(repeating: "\u{301}", count: 5000)
        let texts = [
            "a: *\(String(repeating: "x", count: 5000))", "a: !\(String(repeating: "x", count: 5000)) 1",
            "e\(marks): 1\ne\(marks): 2", "a: !!int e\(marks)", "a: 1e\(String(repeating: "9", count: 5000))",
        ]
        for text in texts {
            let error = #expect(throws: YAMLError.self) { try YAML.parse(text) }
            #expect((error?.description.utf8.count ?? 0) <= 400)
        }
    }

    @Test("depth and size are bounded, also through aliases")
    func limits() throws {
        let deep = String(repeating: "[", count: 101) + String(repeating: "]", count: 101)
        #expect(throws: YAMLError(.tooDeep(limit: 100), at: YAMLPosition(line: 1, column: 101))) {
            try YAML.parse(deep)
        }
        let limits = YAMLLimits(bytes: 100, depth: 4, values: 50)
        #expect(throws: YAMLError(.tooDeep(limit: 4), at: YAMLPosition(line: 2, column: 6))) {
            try YAML.parse("a: &x [[1]]\nb: [[*x]]", limits: limits)
        }
        #expect(throws: YAMLError(.tooLarge(limit: 100), at: nil)) {
            try YAML.parse(String(repeating: " ", count: 101), limits: limits)
        }
        #expect(throws: YAMLError.self) { try YAML.parse("[\(String(repeating: "1,", count: 49))1]", limits: limits) }
        #expect(try YAML.parse("[\(String(repeating: "1,", count: 48))1]", limits: limits).count == 1)
    }
}
