import FoundationEssentials
import Glibc

/// What was promised of a reader and did not hold, or what it threw that it should not have thrown.
package struct Broken: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// Runs a reader on generated input: a fixed number of inputs from a fixed seed, or as many as one likes.
///
/// - `EVENKEEL_FUZZ_ROUNDS`: inputs for each reader.
/// - `EVENKEEL_FUZZ_SEED`: of the first input; each further one has the next number. `random` takes one by chance.
/// - `EVENKEEL_FUZZ_KEEP`: a folder for the input that is being read. A trap ends the whole process: what it was about is
///   then found there, in `NAME.input` with the seed in `NAME.seed`.
package struct Fuzzing: Sendable {
    private let name: String
    private let rounds: Int
    private let first: UInt64
    private let keep: String?
    private let isLong: Bool

    /// - Parameter rounds: that take a second or two.
    package init(_ name: String, rounds: Int) {
        let environment = ProcessInfo.processInfo.environment
        let asked = environment["EVENKEEL_FUZZ_ROUNDS"].flatMap { Int($0) }
        self.name = name
        self.rounds = asked ?? rounds
        isLong = asked != nil
        keep = environment["EVENKEEL_FUZZ_KEEP"]
        let seed = environment["EVENKEEL_FUZZ_SEED"]
        first = seed == "random" ? UInt64.random(in: 0..<1 << 48) : seed.flatMap { UInt64($0) } ?? 1
    }

    /// - Parameter read: throws where a promise does not hold.
    package func run(_ generator: InputGenerator, _ read: ([UInt8]) throws -> Void) throws {
        var slowest = Slowest()
        for seed in seeds {
            let input = begin(generator, seed)
            let start = ContinuousClock.now
            do {
                try read(input)
            } catch {
                throw failure(error, seed, input)
            }
            slowest.take(start.duration(to: .now), seed, input)
        }
        end(slowest)
    }

    /// For what makes its own input of a seed.
    package func run(_ read: (UInt64) throws -> Void) throws {
        var slowest = Slowest()
        for seed in seeds {
            if let keep { Self.write(Array("\(seed)\n".utf8), "\(keep)/\(name).seed") }
            let start = ContinuousClock.now
            do {
                try read(seed)
            } catch {
                throw failure(error, seed, [])
            }
            slowest.take(start.duration(to: .now), seed, [])
        }
        end(slowest)
    }

    /// The same for a reader that waits.
    package func run(_ generator: InputGenerator, _ read: ([UInt8]) async throws -> Void) async throws {
        var slowest = Slowest()
        for seed in seeds {
            let input = begin(generator, seed)
            let start = ContinuousClock.now
            do {
                try await read(input)
            } catch {
                throw failure(error, seed, input)
            }
            slowest.take(start.duration(to: .now), seed, input)
        }
        end(slowest)
    }

    private var seeds: some Sequence<UInt64> { (0..<UInt64(rounds)).lazy.map { first &+ $0 } }

    private func begin(_ generator: InputGenerator, _ seed: UInt64) -> [UInt8] {
        let input = generator.input(seed: seed)
        if let keep {
            Self.write(input, "\(keep)/\(name).input")
            Self.write(Array("\(seed)\n".utf8), "\(keep)/\(name).seed")
        }
        return input
    }

    /// Without waiting for the disk: it is read after a crash of this process, not of the machine.
    private static func write(_ bytes: [UInt8], _ path: String) {
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    private func failure(_ error: any Error, _ seed: UInt64, _ input: [UInt8]) -> Broken {
        let text = String(decoding: input.prefix(600), as: UTF8.self).debugDescription
        return Broken(
            "\(name), \(input.count) bytes: \(error)\n  again: EVENKEEL_FUZZ_SEED=\(seed) EVENKEEL_FUZZ_ROUNDS=1\n  \(text)"
        )
    }

    private func end(_ slowest: Slowest) {
        guard isLong else { return }
        print(
            "fuzz \(name): \(rounds) inputs from seed \(first); the slowest took \(slowest.time), "
                + "\(slowest.bytes) bytes, seed \(slowest.seed)")
    }
}

private struct Slowest {
    var time = Duration.zero
    var seed: UInt64 = 0
    var bytes = 0

    mutating func take(_ time: Duration, _ seed: UInt64, _ input: [UInt8]) {
        guard time > self.time else { return }
        (self.time, self.seed, bytes) = (time, seed, input.count)
    }
}
