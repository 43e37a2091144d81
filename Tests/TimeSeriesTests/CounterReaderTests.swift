import Testing

@testable import TimeSeries

@Suite("Counters are read exactly")
struct CounterReaderTests {
    private func read(_ reader: inout CounterReader, _ questions: [[Series]]) throws -> CounterReader.Reading {
        try reader.read(questions, asked: .infinity ... .infinity)
    }

    private func series(_ points: [(Double, Double)]) -> Series { series(["instance": "a"], points) }

    private func series(_ labels: [String: String], _ points: [(Double, Double)]) -> Series {
        Series(labels: labels, samples: points.map { Sample(time: $0.0, value: $0.1) })
    }

    @Test("each sample counts once, whatever the answers overlap")
    func overlap() throws {
        var reader = CounterReader()
        let first = try read(&reader, [[series([:], [(0, 100), (15, 110)])]])
        #expect(first.amounts == [10])
        let second = try read(&reader, [[series([:], [(0, 100), (15, 110), (30, 125), (45, 125)])]])
        #expect(second == CounterReader.Reading(amounts: [15], newest: 45, isNew: true))
        let again = try read(&reader, [[series([:], [(30, 125), (45, 125)])]])
        #expect(again == CounterReader.Reading(amounts: [0], newest: 45, isNew: false))
    }

    @Test("a process that begins anew counts from zero")
    func reset() throws {
        var reader = CounterReader()
        _ = try read(&reader, [[series([:], [(0, 1_000)])]])
        #expect(try read(&reader, [[series([:], [(15, 1_010), (30, 4), (45, 9)])]]).amounts == [19])
    }

    @Test("a counter that is born with its first error counts from zero, also in the first answer")
    func birth() throws {
        var reader = CounterReader()
        let requests = series([(-15, 500), (0, 500), (15, 600)])
        let errors = series(["instance": "a", "code": "500"], [(15, 7)])
        #expect(try read(&reader, [[errors], [requests]]).amounts == [7, 100])
        let other = series(["instance": "a", "code": "503"], [(30, 2)])
        #expect(
            try read(
                &reader,
                [
                    [series(["instance": "a", "code": "500"], [(15, 7), (30, 8)]), other],
                    [series([(15, 600), (30, 700)])],
                ]
            )
            .amounts == [3, 100])
    }

    @Test("what was there before anybody looked does not count")
    func beginning() throws {
        var reader = CounterReader()
        #expect(try read(&reader, [[series([(0, 9_000)])], [series([(0, 50_000)])]]).amounts == [0, 0])
    }

    @Test("a new pod counts from zero while others go on; where everything is new at once, nothing is known")
    func newTargets() throws {
        var reader = CounterReader()
        _ = try read(&reader, [[series([(0, 10_000)])]])
        let grown = [series([(0, 10_000), (15, 10_100)]), series(["instance": "b"], [(15, 40)])]
        #expect(try read(&reader, [grown]).amounts == [140])
        let replaced = [series(["instance": "c"], [(30, 5_000)]), series(["instance": "d"], [(30, 7_000)])]
        #expect(try read(&reader, [replaced]).amounts == [0])
    }

    @Test("after a break the difference is not counted, since nobody knows when it came")
    func longBreak() throws {
        var reader = CounterReader()
        _ = try read(&reader, [[series([:], [(0, 100)])]])
        #expect(try read(&reader, [[series([:], [(301, 90_000), (316, 90_010)])]]).amounts == [10])
    }

    @Test("a target that was cut off for an hour and comes back is no new one")
    func cutOff() throws {
        var reader = CounterReader()
        _ = try read(&reader, [[series([(0, 100)]), series(["instance": "b"], [(0, 100)])]])
        for time in stride(from: 60.0, through: 3_600, by: 60) { _ = try read(&reader, [[series([(time, time)])]]) }
        let back = [series([(3_660, 3_660)]), series(["instance": "b"], [(3_660, 1_000_000)])]
        #expect(try read(&reader, [back]).amounts == [60])
    }

    @Test("errors and requests are of the same scrapes, also if one answer is a scrape ahead")
    func sameScrapes() throws {
        var reader = CounterReader()
        _ = try read(&reader, [[series([(0, 0)])], [series([(0, 0)])]])
        let ahead = try read(&reader, [[series([(0, 0), (15, 3), (30, 6)])], [series([(0, 0), (15, 100)])]])
        #expect(ahead.amounts == [3, 100])
        let later = try read(&reader, [[series([(15, 3), (30, 6)])], [series([(15, 100), (30, 200)])]])
        #expect(later.amounts == [3, 100])
    }

    @Test("a series of errors that ends does not hold up the requests")
    func ended() throws {
        var reader = CounterReader()
        _ = try read(&reader, [[series([(0, 3)])], [series([(0, 100)])]])
        _ = try read(&reader, [[series([(0, 3)])], [series([(0, 100), (15, 200)])]])
        #expect(try read(&reader, [[], [series([(15, 200), (30, 300)])]]).amounts == [0, 100])
    }

    @Test("of two replicas that scrape the same counter one counts, and another takes over when it ends")
    func replicas() throws {
        func answer(_ a: [(Double, Double)], _ b: [(Double, Double)]) -> [Series] {
            [
                series(["instance": "x", "prometheus_replica": "0"], a),
                series(["instance": "x", "prometheus_replica": "1"], b),
            ].filter { !$0.samples.isEmpty }
        }
        var reader = CounterReader()
        _ = try read(&reader, [answer([(0, 100)], [(7, 150)])])
        let both = try read(&reader, [answer([(0, 100), (15, 200)], [(7, 150), (22, 250)])])
        #expect((both.amounts[0] - 100).magnitude <= 50)
        let one = try read(&reader, [answer([], [(22, 250), (37, 350), (52, 450)])])
        let total = both.amounts[0] + one.amounts[0]
        #expect(total >= 300 && total <= 350, "\(total)")
    }

    @Test("shards of one exporter that are labelled replica are no duplicates")
    func shards() throws {
        var reader = CounterReader()
        func answer(_ time: Double, _ value: Double) -> [Series] {
            ["0", "1"].map { series(["instance": "x", "replica": $0], [(time, value)]) }
        }
        _ = try read(&reader, [answer(0, 10)])
        #expect(try read(&reader, [answer(15, 20)]).amounts == [20])
    }

    @Test("what is no counter, and what is too much, is refused", arguments: [-1.0, .infinity])
    func refused(value: Double) {
        var reader = CounterReader()
        #expect(throws: CounterReader.Problem.self) { try read(&reader, [[series([(0, value)])]]) }
        let many = (0...CounterReader.maximumSeries).map { series(["instance": "\($0)"], [(0, 1)]) }
        #expect(throws: CounterReader.Problem.tooManySeries(many.count)) { try read(&reader, [many]) }
    }

    @Test("a target that is scraped twice, at different times, is counted as often as it is scraped, and never as born")
    func scrapedTwice() throws {
        var reader = CounterReader()
        func answer(_ range: ClosedRange<Int>) -> [[Series]] {
            func of(_ code: String, _ per: Double) -> [Series] {
                ["a", "b"].enumerated().map { index, service in
                    series(
                        ["instance": "x", "service": service, "code": code],
                        range.map { (Double($0 * 15 + index * 3), 100_000 + Double($0) * per) })
                }
            }
            return [of("500", 2), of("500", 2) + of("200", 300)]
        }
        _ = try read(&reader, answer(0...4))
        let next = try read(&reader, answer(1...6))
        #expect(next.amounts[0] <= 8 && next.amounts[1] <= 4 * 302, "\(next)")
    }

    @Test("a sample that is lost, a mark of the end and a label that is added count nothing")
    func nothingNew() throws {
        var reader = CounterReader()
        func errors(_ labels: [String: String] = [:], _ points: [(Double, Double)]) -> Series {
            series(["instance": "x", "code": "500"].merging(labels) { $1 }, points)
        }
        func others(_ labels: [String: String] = [:], _ times: [Double]) -> Series {
            series(["instance": "x", "code": "200"].merging(labels) { $1 }, times.map { ($0, 100_000 + $0) })
        }
        let lost = [errors([:], [(15, 25_000), (30, 25_000)]), others([:], [0, 15, 30])]
        #expect(try read(&reader, [lost]).amounts == [30])
        let lostLater = [errors([:], [(30, 25_000), (60, 25_002)]), others([:], [30, 45, 60])]
        #expect(try read(&reader, [lostLater]).amounts == [32])
        let ended = [errors([:], [(60, 25_002), (75, .nan)]), others([:], [60, 75])]
        #expect(try read(&reader, [ended]).amounts == [15])
        let labelled = [
            errors([:], [(60, 25_002)]), others([:], [60, 75]),
            errors(["team": "a"], [(90, 25_003)]), others(["team": "a"], [90]),
        ]
        #expect(try read(&reader, [labelled]).amounts == [0])
    }

    @Test("a process of months that becomes a target, or is read by a late clock, has not begun now")
    func implausible() throws {
        var reader = CounterReader()
        _ = try read(&reader, [[series([(0, 50_000)])]])
        let old = [series([(0, 50_000), (15, 50_300)]), series(["instance": "b"], [(15, 125_000)])]
        #expect(try read(&reader, [old]).amounts == [300])
        let skewed = [
            series([(15, 50_300), (30, 50_290)]), series(["instance": "b"], [(15, 125_000), (30, 125_200)]),
        ]
        #expect(try read(&reader, [skewed]).amounts == [200])
    }

    @Test("errors that are born in a gap count no more than the requests of the gap")
    func gap() throws {
        var reader = CounterReader()
        _ = try read(&reader, [[], [series([(0, 1_000), (15, 1_300)])]])
        let after = [
            [series(["instance": "a", "code": "500"], [(346, 150)])], [series([(346, 8_000), (361, 8_300)])],
        ]
        #expect(try read(&reader, after).amounts == [0, 0])
    }

    @Test("an answer that lacks what was read before does not tell all, and nothing is counted")
    func missing() throws {
        var reader = CounterReader()
        let requests = series([(0, 100), (15, 200)])
        _ = try reader.read(
            [[series(["instance": "a", "code": "500"], [(0, 4), (15, 4)])], [requests]], asked: -60...20)
        let later = series([(0, 100), (15, 200), (30, 300)])
        #expect(throws: CounterReader.Problem.samplesMissing) { try reader.read([[], [later]], asked: -50...30) }
        let whole = [series(["instance": "a", "code": "500"], [(15, 4), (30, 5)])]
        #expect(try reader.read([whole, [later]], asked: -50...30).amounts == [1, 100])
    }

    @Test("an answer with another value for the same time is not believed, and reading begins anew")
    func contradiction() throws {
        var reader = CounterReader()
        _ = try read(&reader, [[series([(0, 100), (15, 200)])]])
        #expect(throws: CounterReader.Problem.contradiction) {
            try read(&reader, [[series([(0, 1), (15, 2), (30, 3)])]])
        }
        #expect(try read(&reader, [[series([(15, 200), (30, 300)])]]).amounts == [100])
        #expect(throws: CounterReader.Problem.fromTheFuture(3_630)) {
            try reader.read([[series([(3_630, 400)])]], asked: 0...45)
        }
        #expect(try read(&reader, [[series([(30, 300), (45, 310)])]]).amounts == [10])
    }

    @Test("it asks back to what it has read, a minute for what comes late, and no further than a break")
    func reach() throws {
        var reader = CounterReader()
        #expect(reader.reach(at: 1_000) == 120)
        _ = try read(&reader, [[series([(990, 5)])]])
        #expect(reader.reach(at: 1_000) == 70)
        #expect(reader.reach(at: 9_000) == 120)
    }

    @Test("whatever the phases, resets and births, the sum is what was counted", arguments: 1...100)
    func truth(seed: UInt64) throws {
        var random = Generator(state: seed)
        var targets = (0..<4).map { Target(name: "t\($0)", phase: random.next(15)) }
        var reader = CounterReader()
        var (read, counted) = (0.0, 0.0)
        for time in stride(from: 0.0, through: 900, by: 1) {
            for index in targets.indices { targets[index].pass(time, &random, counts: time > 60, &counted) }
            guard Int(time) % 10 == 0, time > 0 else { continue }
            let reach = reader.reach(at: time)
            let questions = [
                targets.flatMap { $0.errors(from: time - reach, to: time) },
                targets.flatMap { $0.requests(from: time - reach, to: time) },
            ]
            let reading = try reader.read(questions, asked: time - reach...time)
            if time > 60 { read += reading.amounts[1] }
        }
        #expect(read == counted, "seed \(seed): read \(read) of \(counted)")
    }
}

/// A process that is scraped every 15 seconds, dies now and then, and names an error when it meets its first.
private struct Target {
    let name: String
    let phase: Int
    private var counts: [String: Double] = ["200": 0]
    private var scraped: [String: [Sample]] = [:]

    init(name: String, phase: Int) {
        self.name = name
        self.phase = phase
    }

    mutating func pass(_ time: Double, _ random: inout Generator, counts counting: Bool, _ counted: inout Double) {
        if random.next(400) == 0 { counts = ["200": 0] }
        counts["200", default: 0] += 10
        if random.next(5) == 0 { counts[random.next(2) == 0 ? "500" : "503", default: 0] += 1 }
        guard Int(time) % 15 == phase else { return }
        for (code, value) in counts {
            let last = scraped[code]?.last
            // A code that a new process has not met yet has no sample; then it counts from zero. One sample may be lost.
            let before = last.map { time - $0.time <= 30 && $0.value <= value ? $0.value : 0 } ?? 0
            if counting { counted += value - before }
            scraped[code, default: []].append(Sample(time: time, value: value))
        }
    }

    func requests(from: Double, to: Double) -> [Series] { series(scraped, from, to) }

    func errors(from: Double, to: Double) -> [Series] { series(scraped.filter { $0.key != "200" }, from, to) }

    private func series(_ all: [String: [Sample]], _ from: Double, _ to: Double) -> [Series] {
        all.compactMap { code, samples in
            let inside = samples.filter { $0.time > from && $0.time <= to }
            return inside.isEmpty ? nil : Series(labels: ["instance": name, "code": code], samples: inside)
        }
    }
}

private struct Generator {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
