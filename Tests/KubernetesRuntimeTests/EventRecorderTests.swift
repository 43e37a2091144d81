import JSONValue
import KubernetesClient
import KubernetesTestSupport
import KubernetesTypes
import Testing

@testable import KubernetesRuntime

@Suite(.timeLimit(.minutes(1))) struct EventRecorderTests {
    let time = ManualTimeSource()
    let api = FakeAPI()
    let errors = Log<KubernetesError>()

    private func event(_ note: String = "did it", name: String = "web", namespace: String? = "shop") -> Event {
        Event(
            kind: .normal, reason: "ScaledUp", action: "Scale", note: note,
            regarding: ObjectReference(
                apiVersion: "apps/v1", kind: "Deployment", namespace: namespace, name: name, uid: "u1"))
    }

    /// Sends everything that is recorded in the meantime, then ends.
    private func record(_ body: (EventRecorder) async throws -> Void) async rethrows {
        let recorder = EventRecorder(
            client: makeClient(api, time: time), controller: "evenkeel.dev/operator", instance: "pod-1", time: time,
            onError: { [errors] in errors.append($0) })
        try await withThrowingTaskGroup { group in
            group.addTask { await recorder.run() }
            try await body(recorder)
            recorder.finish()
        }
    }

    private var stored: [JSON] { Array(api.objects.values) }

    @Test("the first event is created beside its object, with all that the API demands")
    func created() async throws {
        await record { $0.record(event()) }
        let (path, json) = try #require(api.objects.first)
        #expect(path.hasPrefix("/apis/events.k8s.io/v1/namespaces/shop/events/web."))
        #expect(json["reason"] == "ScaledUp" && json["action"] == "Scale" && json["type"] == "Normal")
        #expect(json["note"] == "did it")
        #expect(json["reportingController"] == "evenkeel.dev/operator" && json["reportingInstance"] == "pod-1")
        #expect(json["eventTime"] == .string(time.now.microTime))
        #expect(
            json["regarding"]
                == ["apiVersion": "apps/v1", "kind": "Deployment", "namespace": "shop", "name": "web", "uid": "u1"])
        #expect(json["series"] == nil)
    }

    @Test("the same event again is a count in the first, another note is another event")
    func series() async throws {
        await record { recorder in
            recorder.record(event())
            recorder.record(event())
            time.advance(by: .seconds(3))
            recorder.record(event())
            recorder.record(event("did something else"))
        }
        #expect(api.writes == ["POST", "PATCH", "PATCH", "POST"])
        let counted = try #require(stored.first { $0["note"] == "did it" })
        #expect(counted.at("series", "count") == 3)
        #expect(counted.at("series", "lastObservedTime") == .string(time.now.microTime))
    }

    @Test("359 s later the series goes on, 360 s later a new one begins")
    func lifetime() async {
        await record { recorder in
            recorder.record(event())
            #expect(await eventually { api.writes.count == 1 })
            time.advance(by: .seconds(359))
            recorder.record(event())
            #expect(await eventually { api.writes.count == 2 })
            time.advance(by: .seconds(360))
            recorder.record(event())
        }
        #expect(api.writes == ["POST", "PATCH", "POST"])
    }

    @Test("an event that the server has forgotten is made anew")
    func forgotten() async throws {
        await record { recorder in
            recorder.record(event())
            #expect(await eventually { api.writes.count == 1 })
            for path in api.objects.keys { api.remove(path) }
            recorder.record(event())
        }
        #expect(api.writes == ["POST", "PATCH", "POST"])
        #expect(stored.count == 1)
    }

    @Test("a lost answer does not make a second event")
    func lostAnswer() async {
        api.inject(.answerLost)
        await record { recorder in
            recorder.record(event())
            #expect(await eventually { time.sleepers == 1 })
            time.advance(by: .seconds(1))
        }
        #expect(stored.count == 1)
        #expect(errors.all.isEmpty)
    }

    @Test("an event about a cluster-wide object lives in default")
    func clusterWide() async {
        await record { $0.record(event(namespace: nil)) }
        #expect(api.objects.keys.first?.contains("/namespaces/default/events/") == true)
    }

    @Test("a note is cut to 1024 bytes between characters")
    func longNote() async throws {
        await record { $0.record(event(String(repeating: "ä", count: 2000))) }
        #expect(stored.first?["note"]?.stringValue?.utf8.count == 1024)
    }

    @Test("one object has 25 events at once at most, others are not affected")
    func spam() async {
        var dropped = 0
        await record { recorder in
            for index in 0..<40 { recorder.record(event("note \(index)")) }
            recorder.record(event(name: "other"))
            #expect(await eventually { recorder.droppedCount == 15 && api.writes.count == 26 })
            dropped = recorder.droppedCount
        }
        #expect(dropped == 15)
    }

    @Test("what waits is bounded while the server does not answer")
    func bounded() {
        let recorder = EventRecorder(
            client: makeClient(api, time: time), controller: "c", instance: "i", capacity: 10, time: time)
        for index in 0..<25 { recorder.record(event("note \(index)")) }
        #expect(recorder.droppedCount == 15)
    }

    @Test("a refused event is reported once and the next one is sent")
    func refused() async {
        api.inject(.refuse(403, "Forbidden"))
        await record { recorder in
            recorder.record(event("first"))
            recorder.record(event("second"))
        }
        #expect(errors.all.map(\.isForbidden) == [true])
        #expect(stored.map { $0["note"] } == ["second"])
    }

    @Test("memory for series and objects is bounded")
    func memory() {
        var series = EventSeries(capacity: 10)
        for index in 0..<100 {
            let event = event("note", name: "n\(index)")
            #expect(series.step(for: event, now: .seconds(index)) == .create)
            series.stored(event, name: "e\(index)", count: 1, now: .seconds(index))
            #expect(series.count <= 11)
        }
        #expect(series.step(for: event("note", name: "n99"), now: .seconds(99)) == .update(name: "e99", count: 2))
    }
}
