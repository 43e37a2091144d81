/// The last seven days in slots of at least five minutes, for what needs a long memory: season, shape and scale.
///
/// A slot holds the mean of its points, as `Float`, relative to the caller's origin and unit. A slot without a point
/// repeats the one before it.
struct SlotRing: Sendable {
    let slotsPerDay: Int
    let slotSeconds: Double
    /// The slots, and the first 24 of them once more, so that any 24 are contiguous.
    private(set) var ring: [Float]
    private let size: Int
    private var slot = Int.min
    private var first = 0
    private var sum = 0.0
    private var points = 0.0
    private static let limit = 1e17

    init(step: Double) {
        let perDay = min(288, max(1, (86_400 / max(step, 1)).rounded()))
        slotsPerDay = Int(perDay)
        slotSeconds = 86_400 / perDay
        size = 7 * Int(perDay) + 2
        ring = [Float](repeating: 0, count: size + Self.shapeLength)
    }

    /// Slots filled so far, at most the ring's size.
    var filled: Int { slot == .min ? 0 : min(size, slot - first + 1) }

    /// Whether a point at `time` is the last of its slot, the next one coming a step later.
    func isLast(at time: Double, step: Double) -> Bool {
        number(at: time + step) > slot
    }

    func number(at time: Double) -> Int {
        Int((time / slotSeconds).rounded(.down))
    }

    /// Moves on to the slot of `time`, repeating the last value in slots without points; after a gap as long as the
    /// ring it starts anew.
    mutating func advance(to time: Double) {
        let now = number(at: time)
        guard slot != .min else {
            (slot, first) = (now, now)
            return
        }
        guard now > slot else { return }
        if now - slot >= size {
            first = now
        } else {
            let last = ring[index(slot)]
            for missing in (slot + 1)...now { write(last, at: index(missing)) }
        }
        slot = now
        (sum, points) = (0, 0)
    }

    /// Adds a point to the slot of the last `advance`.
    mutating func add(_ value: Double) {
        sum += min(Self.limit, max(-Self.limit, value))
        points += 1
        write(Float(sum / points), at: index(slot))
    }

    private mutating func write(_ value: Float, at index: Int) {
        ring[index] = value
        if index < Self.shapeLength { ring[size + index] = value }
    }

    private func index(_ number: Int) -> Int {
        let rest = number % size
        return rest < 0 ? rest + size : rest
    }
}

extension SlotRing {
    /// The median of the same time on up to seven earlier days, each with its two neighbours; nil on the first day.
    func daily() -> Double? {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 21) { found in
            var count = 0
            for day in 1...7 {
                let then = slot - day * slotsPerDay
                guard then - 1 >= first, slot - then + 1 < size else { break }
                for neighbour in -1...1 {
                    let value = ring[index(then + neighbour)]
                    var place = count
                    while place > 0, found[place - 1] > value {
                        found[place] = found[place - 1]
                        place -= 1
                    }
                    found[place] = value
                    count += 1
                }
            }
            guard count > 0 else { return nil }
            let middle = count / 2
            return Double(count % 2 == 1 ? found[middle] : (found[middle] + found[middle - 1]) / 2)
        }
    }

    /// The mean of the same time a week ago and its neighbours; nil in the first week.
    func weekly() -> Double? {
        let then = slot - 7 * slotsPerDay
        guard then - 1 >= first, slot - then + 1 < size else { return nil }
        return Double(ring[index(then - 1)] + ring[index(then)] + ring[index(then + 1)]) / 3
    }

    /// The smallest Euclidean distance of the last 24 slots to any 24 within `history` slots that do not overlap them
    /// (a discord: Keogh, Lin and Fu 2005); nil with fewer than 48 slots.
    func discord(history: Int) -> Double? {
        let window = Self.shapeLength
        let count = min(filled, size - 1)
        guard count >= 2 * window else { return nil }
        let reach = min(count, history)
        let newest = index(slot - window + 1)
        return ring.withUnsafeBytes { bytes in
            let shape = Shape(bytes, at: newest)
            // The same time on earlier days first: a good match early spares most of the work.
            var best = Float.infinity
            for day in 1...6 where day * slotsPerDay <= reach - window && day * slotsPerDay >= window {
                best = shape.distance(to: bytes, at: index(slot - window + 1 - day * slotsPerDay), under: best)
            }
            var start = newest - window
            if start < 0 { start += size }
            for _ in window...max(window, reach - window) {
                best = shape.distance(to: bytes, at: start, under: best)
                start = start == 0 ? size - 1 : start - 1
            }
            return Double(best).squareRoot()
        }
    }

    private static let shapeLength = 24

    /// 24 slots in a row.
    private struct Shape {
        let a: SIMD8<Float>
        let b: SIMD8<Float>
        let c: SIMD8<Float>

        @inline(__always)
        init(_ bytes: UnsafeRawBufferPointer, at start: Int) {
            a = bytes.loadUnaligned(fromByteOffset: 4 * start, as: SIMD8<Float>.self)
            b = bytes.loadUnaligned(fromByteOffset: 4 * start + 32, as: SIMD8<Float>.self)
            c = bytes.loadUnaligned(fromByteOffset: 4 * start + 64, as: SIMD8<Float>.self)
        }

        /// The squared distance, or `limit` if it is not smaller; most are given up after a third.
        @inline(__always)
        func distance(to bytes: UnsafeRawBufferPointer, at start: Int, under limit: Float) -> Float {
            let x = a - bytes.loadUnaligned(fromByteOffset: 4 * start, as: SIMD8<Float>.self)
            let first = (x * x).sum()
            guard first < limit else { return limit }
            let y = b - bytes.loadUnaligned(fromByteOffset: 4 * start + 32, as: SIMD8<Float>.self)
            let z = c - bytes.loadUnaligned(fromByteOffset: 4 * start + 64, as: SIMD8<Float>.self)
            return min(limit, first + (y * y + z * z).sum())
        }
    }
}

extension SlotRing {
    /// A robust centre and spread of the ring, from at most 512 of its slots; nil with fewer than 16 slots.
    func scale() -> (centre: Double, spread: Double)? {
        guard filled >= 16 else { return nil }
        let stride = max(1, filled / 512)
        let start = slot - filled + 1
        var sample: [Float] = []
        sample.reserveCapacity(filled / stride + 1)
        var number = start
        while number <= slot {
            sample.append(ring[index(number)])
            number += stride
        }
        sample.sort()
        func quantile(_ fraction: Double) -> Double { Double(sample[Int(fraction * Double(sample.count - 1))]) }
        let centre = quantile(0.5)
        let mean = sample.reduce(0.0) { $0 + Double($1) } / Double(sample.count)
        let variance = sample.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(sample.count)
        let spread = max(
            (quantile(0.75) - quantile(0.25)) / 1.35, (quantile(0.9) - quantile(0.1)) / 2.56,
            0.05 * variance.squareRoot(), 1e-9 * centre.magnitude)
        return spread > 0 ? (centre, spread) : nil
    }
}
