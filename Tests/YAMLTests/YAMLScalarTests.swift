import JSONValue
import Testing
import YAML

@Suite struct YAMLScalarTests {
    @Test(
        "a plain scalar means what it means to kubectl",
        arguments: [
            ("true", true), ("False", false), ("yes", true), ("off", false), ("y", true), ("N", false),
            ("null", nil), ("~", nil), ("", nil), ("Null", nil),
            ("12", 12), ("-3", -3), ("+4", 4), ("1_000", 1000), ("0x1F", 31), ("0755", 493), ("0o17", 15), ("0b101", 5),
            ("9223372036854775807", .integer(.max)), ("18446744073709551615", .number(18_446_744_073_709_551_616)),
            ("0.5", .number(0.5)), (".5", .number(0.5)), ("1.0", 1), ("1e3", 1000), ("-2.5e-3", .number(-0.0025)),
            ("5%", "5%"), ("30s", "30s"), ("1.2.3", "1.2.3"), ("2026-11-20", "2026-11-20"), ("1e", "1e"),
            ("+-1", "+-1"), ("0x", "0x"), ("089", 89), ("1e400x", "1e400x"), ("12:30", "12:30"), ("nulls", "nulls"),
            ("TrUe", "TrUe"),
            ("1.2.3.4:80", "1.2.3.4:80"), ("10Gi", "10Gi"),
        ] as [(String, JSON)])
    func plain(text: String, meaning: JSON) throws {
        let json = try YAML.parse("value: \(text)\n").first?.json
        #expect(json == ["value": meaning])
    }

    @Test("quoted scalars are strings", arguments: ["'true'", "\"12\"", "'~'", "!!str yes", "! 12"])
    func quoted(text: String) throws {
        let json = try YAML.parse("value: \(text)\n").first?.json
        #expect(json?["value"]?.stringValue != nil)
    }

    @Test("a tag decides what a scalar is")
    func tags() throws {
        let json = try YAML.parse("[!!int '5', !!float '2', !!bool 'yes', !!null '', !!str 5]").first?.json
        #expect(json == [5, 2, true, nil, "5"])
    }

    @Test(
        "numbers that JSON cannot hold, and tags that do not fit, are refused with their place",
        arguments: ["a: .nan", "a: -.inf", "a: 1e999", "a: !!int abc", "a: !custom x", "a: !!binary aGk="])
    func refused(text: String) {
        #expect {
            try YAML.parse(text)
        } throws: { error in
            (error as? YAMLError)?.position == YAMLPosition(line: 1, column: 4)
                && "\(error)".contains("line 1, column 4: ")
        }
    }
}
