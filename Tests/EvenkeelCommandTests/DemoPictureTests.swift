import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import evenkeel

@Suite("the picture of a demo")
struct DemoPictureTests {
    /// One story that ends well; texts hold what XML would take for its own.
    private static var record: DemoRecord {
        var record = DemoRecord()
        record.chapters = [DemoRecord.Chapter(number: 1, title: "a <bad> release", policies: ["check&out"])]
        record.healthChanges = [
            .init(at: 8, policy: "check&out", health: .healthy), .init(at: 14, policy: "check&out", health: .unhealthy),
            .init(at: 22, policy: "check&out", health: .healthy),
        ]
        record.phaseChanges = [
            .init(at: 18, policy: "check&out", phase: .executing),
            .init(at: 19, policy: "check&out", phase: .verifying),
            .init(at: 26, policy: "check&out", phase: .succeeded),
        ]
        for (at, kind, text) in [
            (4.0, DemoRecord.Moment.Kind.signal, "before the story"), (10, .incident, "release \"2\" goes out"),
            (14, .signal, "errors > 5 % & rising"), (18, .change, "roll back </text><script>"),
            (26, .success, "it's over"),
        ] { record.add(.init(at: at, story: 1, kind: kind, text: text)) }
        return record
    }

    @Test("whatever the texts hold, every element is closed and no text becomes markup")
    func escaping() {
        let svg = DemoPicture(Self.record).svg
        #expect(Self.unclosed(svg) == [])
        #expect(svg.contains(">roll back &lt;/text&gt;&lt;script&gt;<"))
        #expect(svg.contains(">errors &gt; 5 % &amp; rising<"))
        #expect(svg.contains(">check&amp;out<"))
        #expect(svg.contains(">release &quot;2&quot; goes out<"))
        #expect(!svg.contains("<script"))
    }

    @Test("a moment stands at its seconds after the incident, and what came before is left out")
    func moments() throws {
        let svg = DemoPicture(Self.record).svg
        let times = svg.matches(of: #/class="soft time"[^>]*>([^<]*)</#).map { String($0.1) }
        #expect(times == ["0 s", "4 s", "8 s", "16 s"])
        #expect(!svg.contains("before the story"))
    }

    @Test("health and phases are bars, and the end of a remediation is a dot")
    func bars() {
        let svg = DemoPicture(Self.record).svg
        let bars = svg.matches(of: #/<rect class="(\w+)" x="([\d.]+)" y="\d+" width="([\d.]+)" height="(?:7|13)"/#)
        #expect(bars.map { String($0.1) } == ["good", "bad", "good", "act", "watch"])
        #expect(bars.allSatisfy { (Double($0.2) ?? 0) >= 104 && (Double($0.2) ?? 0) + (Double($0.3) ?? 0) <= 780 })
        #expect(svg.matches(of: #/<circle class="done"[^>]*r="6.5"/#).count == 1)
    }

    @Test("it stands for itself: both colour schemes, a title, and nothing from elsewhere")
    func selfContained() {
        let svg = DemoPicture(Self.record).svg
        #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 "))
        #expect(svg.contains("@media(prefers-color-scheme:dark)"))
        #expect(svg.contains("<title id=\"title\">") && svg.contains("<desc id=\"description\">"))
        #expect(svg.matches(of: #/https?:/#).count == 1)
        #expect(!svg.contains("@import") && !svg.contains("url(") && !svg.contains("href"))
    }

    @Test("a second incident of a story is a failure, and a long text takes two lines at most")
    func limits() {
        var record = Self.record
        record.add(.init(at: 30, story: 1, kind: .incident, text: String(repeating: "word ", count: 80)))
        #expect(record.moments(of: 1).last?.kind == .failure)
        let lines = DemoPicture(record).svg.matches(of: #/>((?:word )+…?)/#)
        #expect(PictureText.lines(String(repeating: "word ", count: 80)).count == 2)
        #expect(PictureText.lines(String(repeating: "word ", count: 80)).last?.hasSuffix("word …") == true)
        #expect(lines.count <= 2)
    }

    @Test("times in texts become seconds after the incident")
    func times() {
        var record = Self.record
        record.began = Timestamp("2026-11-30T18:00:00Z")
        record.add(.init(at: 30, story: 1, kind: .success, text: "kept until 2026-11-30T18:00:35Z"))
        #expect(DemoPicture(record).svg.contains(">kept until 25 s<"))
    }

    @Test("a run in which nothing happened is still a picture")
    func empty() {
        var record = DemoRecord()
        record.chapters = [DemoRecord.Chapter(number: 2, title: "overload", policies: ["search"])]
        #expect(Self.unclosed(DemoPicture(record).svg) == [])
    }

    /// The names of elements that are open at the end, or closed without having been opened.
    private static func unclosed(_ svg: String) -> [String] {
        var open: [String] = []
        for tag in svg.matches(of: #/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/#) {
            let name = String(tag.2)
            if !tag.3.isEmpty { continue }
            if tag.1.isEmpty {
                open.append(name)
            } else if open.popLast() != name {
                return open + [name]
            }
        }
        return open
    }
}
