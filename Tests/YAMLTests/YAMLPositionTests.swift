import JSONValue
import Testing
import YAML

@Suite struct YAMLPositionTests {
    static let text = """
        kind: Policy
        spec:
          signals:
          - name: errors
            limit: 250%
          - {name: latency}
        """

    @Test(
        "the place of a member is that of its key, and of an element that of its value",
        arguments: [
            ("", 1, 1), ("/kind", 1, 1), ("/spec/signals", 3, 3), ("/spec/signals/0", 4, 5),
            ("/spec/signals/0/limit", 5, 5), ("/spec/signals/1/name", 6, 6),
        ])
    func keys(pointer: String, line: Int, column: Int) throws {
        let document = try #require(try YAML.parse(Self.text).first)
        let pointer = try #require(JSONPointer(pointer))
        #expect(document.position(of: pointer) == YAMLPosition(line: line, column: column))
    }

    @Test("the nearest place to something that is missing")
    func missing() throws {
        let document = try #require(try YAML.parse(Self.text).first)
        #expect(document.position(of: JSONPointer(["spec", "rules"])) == nil)
        #expect(document.nearestPosition(to: JSONPointer(["spec", "rules", "0"])) == YAMLPosition(line: 2, column: 1))
    }

    @Test("places are right in later documents, and columns count characters")
    func laterDocuments() throws {
        let documents = try YAML.parse("a: 1\n---\n{ä: ö, b: 2}\n")
        #expect(documents.last?.position(of: JSONPointer(["b"])) == YAMLPosition(line: 3, column: 8))
    }
}
