internal import JSONValue
public import KubernetesClient
internal import KubernetesTypes
internal import Synchronization

/// What became of leading.
public enum LeaderElectionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The lease could not be renewed in time, or somebody else has it.
    case lost(lease: String, cause: KubernetesError?)

    public var description: String {
        switch self {
        case .lost(let lease, let cause):
            "the lease \(lease) was lost: "
                + (cause.map { "\($0)" } ?? "another replica has it, or it was not renewed in time.")
                + " Start again to stand for election."
        }
    }
}

/// Elects one leader among replicas by a Lease (`coordination.k8s.io/v1`).
///
/// Needs `get`, `create` and `update` on `leases`.
public final class LeaderElection: Sendable {
    private let client: KubernetesClient
    private let configuration: LeaderElectionConfiguration
    private let time: any TimeSource
    private let onError: @Sendable (KubernetesError) -> Void
    private let machine: Mutex<LeaseMachine>

    public init(
        client: KubernetesClient, configuration: LeaderElectionConfiguration,
        time: any TimeSource = SystemTimeSource(), onError: @escaping @Sendable (KubernetesError) -> Void = { _ in }
    ) {
        self.client = client
        self.configuration = configuration
        self.time = time
        self.onError = onError
        machine = Mutex(LeaseMachine(configuration: configuration))
    }

    private var key: ObjectKey { ObjectKey(namespace: configuration.namespace, name: configuration.name) }

    /// The leadership, while it is certain that nobody else has it: to be asked right before every change.
    public var leadership: Leadership? { machine.withLock { $0.leadership(now: time.uptime) } }

    /// Waits to be elected, does the work, and gives the lease back last of all.
    ///
    /// The work's task is cancelled when the leadership is lost. On cancellation of the caller the work is cancelled, and the
    /// lease is renewed until the work has ended.
    ///
    /// - Throws: `LeaderElectionError.lost`, the work's own error, or `CancellationError` where it never came to lead.
    public func run(_ work: @escaping @Sendable (Leadership) async throws -> Void) async throws {
        let leadership = try await acquire()
        // Not a child task: it must go on while the work of a cancelled caller comes to its end. Before all other work, as
        // nothing may take so long that the lease is lost over it.
        let renewal = Task(priority: .high) { await self.renew(leadership) }
        let loss: LeaderElectionError?
        do {
            loss = try await lead(leadership, work, renewal)
        } catch {
            await end(renewal)
            throw error
        }
        await end(renewal)
        if let loss { throw loss }
    }

    /// Reads the lease and reports whether it is still ours with this token: the certainty that a clock cannot give.
    public func verify(_ leadership: Leadership) async throws(KubernetesError) -> Bool {
        let lease = LeaseRecord(try await client.get(.leases, key, options: options))
        return lease.holder == configuration.identity && lease.transitions == leadership.fencingToken
    }

    private func lead(
        _ leadership: Leadership, _ work: @escaping @Sendable (Leadership) async throws -> Void,
        _ renewal: Task<LeaderElectionError?, Never>
    ) async throws -> LeaderElectionError? {
        try await withThrowingTaskGroup(of: LeaderElectionError?.self) { group in
            group.addTask {
                try await work(leadership)
                // The work is done; the renewal ends so that its waiter does.
                renewal.cancel()
                return nil
            }
            group.addTask { await renewal.value }
            defer { renewal.cancel() }
            var loss: LeaderElectionError?
            do {
                while let result = try await group.next() {
                    guard let result else { continue }
                    loss = result
                    group.cancelAll()
                }
            } catch {
                // Work that is cancelled because of the loss may well end with an error; the loss is the reason.
                if loss == nil { throw error }
            }
            return loss
        }
    }

    /// The lease goes back last of all, also when the caller is cancelled, which would end its requests.
    private func end(_ renewal: Task<LeaderElectionError?, Never>) async {
        renewal.cancel()
        _ = await renewal.value
        await Task { await self.release() }.value
    }
}

extension LeaderElection {
    /// A request that takes longer than half the deadline leaves no time for another.
    private var options: RequestOptions { RequestOptions(timeout: configuration.renewDeadline / 2) }

    private func acquire() async throws(CancellationError) -> Leadership {
        while true {
            if Task.isCancelled { throw CancellationError() }
            var pause = configuration.retryPeriod
            do {
                // A lease that was released is free at once, so the wait is never longer than the period.
                if let expiry = try await attempt() { pause = min(expiry - time.uptime, pause) }
                if let leadership { return leadership }
            } catch {
                if !error.isCancelled { onError(error) }
            }
            try await time.sleep(for: max(pause, .milliseconds(10)))
        }
    }

    /// Returns when the leadership is lost, or `nil` when the task is cancelled.
    private func renew(_ elected: Leadership) async -> LeaderElectionError? {
        var last: KubernetesError?
        while true {
            let deadline = machine.withLock { $0.leadership?.validUntil } ?? .zero
            let pause = min(time.uptime + configuration.retryPeriod, deadline)
            guard (try? await time.sleep(until: pause)) != nil else { return nil }
            if !isValid(elected) { return lost(last) }
            do {
                _ = try await attempt()
                last = nil
            } catch {
                if Task.isCancelled { return nil }
                // A conflict only means that it has to be read again.
                if !error.isConflict { onError(error) }
                last = error
            }
            if !isValid(elected) { return lost(last) }
        }
    }

    /// A lease that somebody deleted and we made anew is another leadership: nobody knows what was in between.
    private func isValid(_ elected: Leadership) -> Bool { leadership?.fencingToken == elected.fencingToken }

    private func lost(_ cause: KubernetesError?) -> LeaderElectionError {
        machine.withLock { $0.resign() }
        return .lost(lease: "\(key)", cause: cause)
    }

    /// Reads the lease, and writes it where that is our turn. Gives the time at which a foreign one expires.
    private func attempt() async throws(KubernetesError) -> Duration? {
        let object = try await current()
        let start = time.uptime
        let step = machine.withLock {
            $0.step(lease: object.map(LeaseRecord.init), now: start, wall: time.now)
        }
        switch step {
        case .wait(let expiry): return expiry
        case .create(let record):
            _ = try await client.create(.leases, self.object(nil, record), options: options)
            machine.withLock { $0.wrote(record, requestedAt: start) }
        case .update(let record):
            // With the version that was read: of two who try, one gets a conflict.
            _ = try await client.update(.leases, self.object(object, record), options: options)
            machine.withLock { $0.wrote(record, requestedAt: start) }
        }
        return nil
    }

    private func current() async throws(KubernetesError) -> KubernetesObject? {
        do {
            return try await client.get(.leases, key, options: options)
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
    }

    private func object(_ existing: KubernetesObject?, _ record: LeaseRecord) -> KubernetesObject {
        var object =
            existing
            ?? KubernetesObject([
                "metadata": ["name": .string(key.name), "namespace": .string(configuration.namespace)]
            ])
        // What others keep in the spec, such as a strategy, stays.
        var spec = object.json["spec"] ?? [:]
        spec.merge(record.json)
        object.json["spec"] = spec
        return object
    }

    private func release() async {
        machine.withLock { $0.resign() }
        do throws(KubernetesError) {
            guard let object = try await current(),
                let record = machine.withLock({ $0.release(of: LeaseRecord(object), wall: time.now) })
            else { return }
            _ = try await client.update(.leases, self.object(object, record), options: options)
        } catch {
            // It expires by itself; the next leader only waits a little longer.
            onError(error)
        }
    }
}
