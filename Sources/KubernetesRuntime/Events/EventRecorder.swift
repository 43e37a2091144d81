internal import JSONValue
public import KubernetesClient
internal import KubernetesTypes
internal import Synchronization

/// Writes events (`events.k8s.io/v1`) beside the objects that they are about: the first time as a new event, then as the
/// growing count of its series.
///
/// Recording never waits: events go to a bounded queue that ``run()`` sends from. Needs `create` and `patch` on `events` of
/// the group `events.k8s.io`.
public final class EventRecorder: Sendable {
    private struct State {
        var waiting: [Event] = []
        var dropped = 0
        var isFinished = false
        var series = EventSeries()
        var number = 0
    }

    private let client: KubernetesClient
    private let controller: String
    private let instance: String
    private let time: any TimeSource
    private let capacity: Int
    private let onError: @Sendable (KubernetesError) -> Void
    private let state = Mutex(State())
    private let signal = Signal()

    static let attempts = 3

    /// - Parameters:
    ///   - controller: a qualified name such as `evenkeel.dev/operator`.
    ///   - instance: the pod's name, or another that distinguishes replicas; up to 128 bytes.
    ///   - capacity: events that may wait; more are dropped, and counted.
    public init(
        client: KubernetesClient, controller: String, instance: String, capacity: Int = 1000,
        time: any TimeSource = SystemTimeSource(), onError: @escaping @Sendable (KubernetesError) -> Void = { _ in }
    ) {
        self.client = client
        self.controller = controller
        self.instance = instance.prefix(bytes: 128)
        self.capacity = capacity
        self.time = time
        self.onError = onError
    }

    /// Events that were not sent because there were too many, all in all.
    public var droppedCount: Int { state.withLock { $0.dropped } }

    /// Events that wait to be sent.
    public var waitingCount: Int { state.withLock { $0.waiting.count } }

    public func record(_ event: Event) {
        var event = event
        event.note = event.note.prefix(bytes: 1024)
        event.reason = event.reason.prefix(bytes: 128)
        event.action = event.action.prefix(bytes: 128)
        state.withLock { state in
            if state.isFinished || state.waiting.count >= capacity {
                state.dropped += 1
            } else {
                state.waiting.append(event)
            }
        }
        signal.raise()
    }

    /// Takes no more events; ``run()`` returns when those that wait are sent.
    public func finish() {
        state.withLock { $0.isFinished = true }
        signal.raise()
    }

    /// Sends events until ``finish()`` or until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            let generation = signal.generation
            let (batch, isFinished) = state.withLock { state in
                defer { state.waiting = [] }
                return (state.waiting, state.isFinished)
            }
            for event in batch where !Task.isCancelled { await send(event) }
            if batch.isEmpty {
                if isFinished { return }
                await signal.wait(after: generation)
            }
        }
    }

    private func send(_ event: Event) async {
        switch state.withLock({ $0.series.step(for: event, now: time.uptime) }) {
        case .create: await create(event)
        case .update(let name, let count): await update(event, name, count)
        case .drop: state.withLock { $0.dropped += 1 }
        }
    }

    private func create(_ event: Event) async {
        let name = newName(event)
        let object = KubernetesObject(json(event, name))
        let failure = await attempt { () async throws(KubernetesError) in
            _ = try await self.client.create(.events, object)
        }
        // An attempt whose answer was lost may have stored it.
        guard failure == nil || failure?.isAlreadyExists == true else { return report(failure) }
        state.withLock { $0.series.stored(event, name: name, count: 1, now: time.uptime) }
    }

    private func update(_ event: Event, _ name: String, _ count: Int) async {
        let patch: JSON = ["series": ["count": JSON(count), "lastObservedTime": .string(time.now.microTime)]]
        let key = ObjectKey(namespace: event.namespace, name: name)
        let failure = await attempt { () async throws(KubernetesError) in
            _ = try await self.client.patch(.events, key, .merge(patch))
        }
        if failure?.isNotFound == true {
            // The API server forgets events after an hour or so.
            state.withLock { $0.series.forget(event) }
            return await create(event)
        }
        guard failure == nil else { return report(failure) }
        state.withLock { $0.series.stored(event, name: name, count: count, now: time.uptime) }
    }

    private func attempt(_ request: () async throws(KubernetesError) -> Void) async -> KubernetesError? {
        var backoff = Backoff(initial: .milliseconds(500), maximum: .seconds(5))
        var last: KubernetesError?
        for _ in 0..<Self.attempts {
            do {
                try await request()
                return nil
            } catch {
                last = error
                guard error.isTransient else { return error }
            }
            let pause = max(backoff.next(now: time.uptime, random: 0), min(last?.retryAfter ?? .zero, .seconds(30)))
            guard (try? await time.sleep(for: pause)) != nil else { return last }
        }
        return last
    }

    private func report(_ failure: KubernetesError?) {
        state.withLock { $0.dropped += 1 }
        if let failure, !failure.isCancelled { onError(failure) }
    }

    private func newName(_ event: Event) -> String {
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        let moment = String(time.now.microsecondsSince1970, radix: 16)
        return "\(event.regarding.name.prefix(bytes: 220)).\(moment)\(String(number % 4096, radix: 16))"
    }

    private func json(_ event: Event, _ name: String) -> JSON {
        var json: JSON = [
            "apiVersion": "events.k8s.io/v1", "kind": "Event",
            "metadata": ["name": .string(name), "namespace": .string(event.namespace)],
            "eventTime": .string(time.now.microTime), "reportingController": .string(controller),
            "reportingInstance": .string(instance), "type": .string(event.kind.rawValue),
            "reason": .string(event.reason), "action": .string(event.action), "note": .string(event.note),
            "regarding": event.regarding.json,
        ]
        json["related"] = event.related?.json
        if !event.annotations.isEmpty { json.set(JSON(event.annotations), at: "metadata", "annotations") }
        return json
    }
}

extension String {
    /// As many whole characters as fit into the bytes, which is how the API counts.
    fileprivate func prefix(bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        var result = ""
        var count = 0
        for character in self {
            count += character.utf8.count
            guard count <= bytes else { break }
            result.append(character)
        }
        return result
    }
}
