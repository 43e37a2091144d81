import FoundationEssentials
import JSONValue
import KubernetesTypes
import Testing

@Suite struct TimestampTests {
    @Test("times are read with and without fraction and offset, and written as Kubernetes does")
    func formats() {
        #expect(Timestamp("2026-11-20T03:04:00Z")?.description == "2026-11-20T03:04:00Z")
        #expect(Timestamp("2026-11-20T03:04:00.250001Z")?.microTime == "2026-11-20T03:04:00.250001Z")
        #expect(Timestamp("2026-11-20T05:04:00+02:00")?.description == "2026-11-20T03:04:00Z")
        #expect(Timestamp("yesterday") == nil)
    }

    @Test("times read and written by arithmetic are those of the formatter")
    func plainForm() {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
        var seconds = -3_000_000_000.0
        while seconds < 12_000_000_000 {
            let (time, date) = (Timestamp(secondsSince1970: seconds), Date(timeIntervalSince1970: seconds))
            #expect(time.description == style.format(date))
            #expect(Timestamp(time.description) == time)
            #expect(Timestamp(time.microTime) == time)
            seconds += 7_654_321
        }
        for text in ["2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00.Z"] {
            #expect(Timestamp(text).map(\.date) == (try? style.parse(text)), "\(text)")
        }
        #expect(Timestamp("2026-11-20T03:04:00.25Z")?.microsecondsSince1970 == 1_795_143_840_250_000)
        #expect(Timestamp("2028-02-29T03:04:00Z")?.description == "2028-02-29T03:04:00Z")
    }

    @Test("seconds add and subtract")
    func arithmetic() {
        let start = Timestamp(secondsSince1970: 1000)
        #expect((start + 1.5) - start == 1.5)
        #expect(start - 1 < start)
    }

    @Test("a time that is no number does not crash")
    func nonsense() {
        #expect(Timestamp(secondsSince1970: .nan).secondsSince1970 == 0)
        #expect(Timestamp(secondsSince1970: 1e300).description.hasPrefix("9999"))
    }
}

@Suite struct LabelSelectorTests {
    @Test(
        "a selector's text selects what kubectl selects",
        arguments: [
            ("app=web", true), ("app==web,tier=front", true), ("app!=web", false), ("missing!=x", true),
            ("app in (web, api)", true), ("app notin (web)", false), ("tier", true), ("!tier", false), ("", true),
            ("app in (api)", false),
        ])
    func text(selector: String, matches: Bool) {
        #expect(LabelSelector(selector)?.matches(["app": "web", "tier": "front"]) == matches)
    }

    @Test("a selector survives the way to text and back")
    func roundTrip() {
        let selector = LabelSelector("a=b,c in (d,e),!f,g,h notin (i)")
        #expect(selector.flatMap { LabelSelector($0.description) } == selector)
    }

    @Test("an unknown operator selects nothing")
    func unknownOperator() {
        let selector = LabelSelector(json: [
            "matchExpressions": [["key": "app", "operator": "Like", "values": ["web"]]]
        ])
        #expect(!selector.matches(["app": "web"]))
    }
}

@Suite struct ResourceTypeTests {
    @Test("paths are those of the API server")
    func paths() {
        #expect(
            ResourceType.pods.path(namespace: "shop", name: "a", subresource: "eviction")
                == "/api/v1/namespaces/shop/pods/a/eviction")
        #expect(ResourceType.deployments.path(namespace: nil) == "/apis/apps/v1/deployments")
        #expect(ResourceType.namespaces.path(namespace: "ignored", name: "shop") == "/api/v1/namespaces/shop")
    }

    @Test("percentages round as Kubernetes rounds them")
    func rounding() {
        #expect(IntOrString("25%")?.resolved(of: 5, roundingUp: true) == 2)
        #expect(IntOrString("25%")?.resolved(of: 5, roundingUp: false) == 1)
        #expect(IntOrString(3)?.resolved(of: 5, roundingUp: false) == 3)
        #expect(IntOrString("many") == nil)
    }

    @Test("a percentage that no integer can hold of the whole is the largest integer there is")
    func huge() {
        let percent = IntOrString("9223372036854775807%")
        #expect(percent?.resolved(of: 4, roundingUp: true) == .max)
        #expect(percent?.resolved(of: -4, roundingUp: false) == .min)
        #expect(percent?.resolved(of: 0, roundingUp: true) == 0)
        #expect(IntOrString("200%")?.resolved(of: 3, roundingUp: true) == 6)
    }
}

@Suite struct KubernetesObjectTests {
    @Test("labels that are emptied are absent, not null")
    func emptied() {
        var object = KubernetesObject(["metadata": ["name": "a", "labels": ["x": "y"], "annotations": ["x": "y"]]])
        object.labels = [:]
        object.annotations = [:]
        #expect(object.json == ["metadata": ["name": "a"]])
    }
}

@Suite struct TimeArithmeticTests {
    @Test("adding what no time can hold ends at the years 1 and 9999, and what is no number adds nothing")
    func bounds() {
        let now = Timestamp(secondsSince1970: 1_800_000_000)
        #expect("\(now + 1e300)" == "9999-12-31T23:59:59Z")
        #expect(now - .infinity == Timestamp(secondsSince1970: -62_135_596_800))
        #expect(now + .nan == now)
        let (first, last) = (Timestamp(microsecondsSince1970: .min), Timestamp(microsecondsSince1970: .max))
        #expect(last - first > 1e13)
        #expect(last + 1 > now)
        #expect(first - 1 < now)
    }

    @Test("a time of an exact record is one of the years 1 to 9999")
    func exact() throws {
        for microseconds in ["9223372036854775807", "-9223372036854775808"] {
            let json = try JSON(parsing: "[\(microseconds)]")
            #expect(throws: DecodingError.self) { try json.decodedExactly(as: [Timestamp].self) }
        }
        let now = [Timestamp(microsecondsSince1970: 1_800_000_000_123_456)]
        #expect(try JSON(encodingExactly: now).decodedExactly(as: [Timestamp].self) == now)
    }
}
