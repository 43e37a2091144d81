import JSONValue
import KubernetesClient
import KubernetesTestSupport
import KubernetesTypes
import Testing

@testable import KubernetesRuntime

@Suite(.timeLimit(.minutes(1))) struct LeaderElectionTests {
    let time = ManualTimeSource()
    let api = FakeAPI()
    let path = "/apis/coordination.k8s.io/v1/namespaces/ops/leases/evenkeel"

    private func election(_ identity: String) -> LeaderElection {
        LeaderElection(
            client: makeClient(api, time: time),
            configuration: LeaderElectionConfiguration(namespace: "ops", name: "evenkeel", identity: identity),
            time: time)
    }

    private var holder: String? { api.objects[path]?.at("spec", "holderIdentity")?.stringValue }
    private var token: Int? { api.objects[path]?.at("spec", "leaseTransitions")?.integerValue }

    /// Leads until it is cancelled, and says what it sees.
    private func lead(_ election: LeaderElection, _ log: Log<String> = Log()) -> Task<Void, any Error> {
        Task { [time] in
            try await election.run { leadership in
                log.append("token \(leadership.fencingToken)")
                defer { log.append("work ended") }
                try await time.sleep(until: .seconds(1_000_000))
            }
        }
    }

    /// Moves time on in small steps, so that everybody who sleeps gets their turn.
    private func advance(by duration: Duration, whileNeeded isNeeded: () -> Bool = { true }) async {
        let end = time.uptime + duration
        while time.uptime < end, isNeeded() {
            for _ in 0..<300 { await Task.yield() }
            time.advance(by: .milliseconds(100))
        }
        for _ in 0..<300 { await Task.yield() }
    }

    @Test("the first one leads, renews every two seconds, and gives the lease back when its work is done")
    func life() async throws {
        let election = election("one")
        let log = Log<String>()
        let work = Signal()
        let task = Task {
            try await election.run { _ in
                log.append("working")
                await work.wait(after: 0)
                log.append("ended with \(api.objects[path]?.at("spec", "holderIdentity")?.stringValue ?? "")")
            }
        }
        #expect(await eventually { election.leadership?.fencingToken == 1 })
        let first = api.objects[path]?.at("spec", "renewTime")
        await advance(by: .seconds(21))
        #expect(election.leadership != nil)
        #expect(api.writes.count >= 10 && api.writes.count <= 12)
        #expect(api.objects[path]?.at("spec", "renewTime") != first)
        work.raise()
        try await task.value
        #expect(log.all == ["working", "ended with one"])
        #expect(holder == "" && token == 1)
        #expect(election.leadership == nil)
    }

    @Test("a second one waits until the first gives the lease back, and leads with a higher token")
    func handover() async throws {
        let (one, two) = (election("one"), election("two"))
        let first = lead(one)
        #expect(await eventually { one.leadership != nil })
        let second = lead(two)
        await advance(by: .seconds(60))
        #expect(two.leadership == nil && one.leadership != nil)
        first.cancel()
        _ = await first.result
        await advance(by: .seconds(60), whileNeeded: { two.leadership == nil })
        #expect(two.leadership?.fencingToken == 2)
        #expect(holder == "two")
        second.cancel()
        _ = await second.result
    }

    @Test("on cancellation the work ends first and the lease is given back last")
    func shutdown() async throws {
        let log = Log<String>()
        let election = election("one")
        let task = lead(election, log)
        #expect(await eventually { election.leadership != nil })
        task.cancel()
        _ = await task.result
        #expect(log.all == ["token 1", "work ended"])
        #expect(holder == "")
    }

    @Test("whoever cannot renew stops leading after ten seconds, before another can take over after fifteen")
    func partitioned() async throws {
        let one = election("one")
        let log = Log<String>()
        let first = lead(one, log)
        #expect(await eventually { one.leadership != nil })
        let start = time.uptime
        api.isDown = true
        await advance(by: .seconds(20), whileNeeded: { one.leadership != nil })
        let stopped = time.uptime - start
        #expect(stopped <= .seconds(10.1))
        await #expect {
            try await first.value
        } throws: { error in
            guard case LeaderElectionError.lost(lease: "ops/evenkeel", cause: .some) = error else { return false }
            return true
        }
        #expect(log.all.last == "work ended")
        #expect(holder == "one")
        api.isDown = false
        let two = election("two")
        let second = lead(two)
        await advance(by: .seconds(14.5))
        #expect(two.leadership == nil)
        await advance(by: .seconds(3), whileNeeded: { two.leadership == nil })
        #expect(two.leadership?.fencingToken == 2)
        second.cancel()
        _ = await second.result
    }

    @Test("a process that was paused past its deadline does not lead when it wakes up")
    func paused() async throws {
        let one = election("one")
        let task = lead(one)
        #expect(await eventually { one.leadership != nil })
        let leadership = try #require(one.leadership)
        // All at once, as a suspended machine sees it: nothing could run in between.
        time.advance(by: .seconds(60))
        #expect(one.leadership == nil)
        await #expect(throws: LeaderElectionError.self) { try await task.value }
        #expect(try await !one.verify(leadership))
    }

    @Test("a lease that was taken away ends the work, also before the deadline")
    func stolen() async throws {
        let one = election("one")
        let task = lead(one)
        #expect(await eventually { one.leadership != nil })
        let leadership = try #require(one.leadership)
        #expect(try await one.verify(leadership))
        api.edit(path) { lease in
            lease.set("thief", at: "spec", "holderIdentity")
            lease.set(2, at: "spec", "leaseTransitions")
        }
        #expect(try await !one.verify(leadership))
        await advance(by: .seconds(3), whileNeeded: { one.leadership != nil })
        await #expect(throws: LeaderElectionError.self) { try await task.value }
        #expect(holder == "thief")
    }

    @Test("a lost answer to a renewal changes nothing")
    func lostAnswer() async throws {
        let one = election("one")
        let task = lead(one)
        #expect(await eventually { one.leadership != nil })
        api.inject(.refuse(500, "InternalError"), .answerLost, .unreachable)
        await advance(by: .seconds(12))
        #expect(one.leadership?.fencingToken == 1)
        task.cancel()
        _ = await task.result
        #expect(holder == "")
    }

    @Test("of many who try at once, exactly one leads at any time, through faults of all kinds")
    func many() async {
        let elections = (0..<4).map { election("replica-\($0)") }
        let tasks = elections.map { election in
            Task { [time] in
                while !Task.isCancelled {
                    try? await election.run { _ in try await time.sleep(for: .seconds(30)) }
                }
            }
        }
        var generator = SystemRandomNumberGenerator()
        var tokens: [Int] = []
        for _ in 0..<600 {
            switch Int.random(in: 0..<40, using: &generator) {
            case 0: api.isDown.toggle()
            case 1: api.inject(.answerLost)
            case 2: api.inject(.refuse(409, "Conflict"))
            default: break
            }
            let leaders = elections.compactMap(\.leadership)
            #expect(leaders.count <= 1)
            if let leader = leaders.first, tokens.last != leader.fencingToken { tokens.append(leader.fencingToken) }
            for _ in 0..<100 { await Task.yield() }
            time.advance(by: .milliseconds(500))
        }
        #expect(tokens == tokens.sorted() && Set(tokens).count == tokens.count)
        #expect(!tokens.isEmpty)
        api.isDown = false
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
