/// The last seven days in slots of at least five minutes, for what needs a long memory: season, shape and scale.
///
/// A slot holds the mean of its points, as `Float`, relative to the caller's origin and unit. A slot without a point
/// repeats the one before it.
struct SlotRing: Sendable {
    let slotsPerDay: Int
    let slotSeconds: Double
    private var ring: [Float]
    private var slot = Int.min
    private var first = 0
    private var sum = 0.0
    private var points = 0.0
    private static let limit = 1e17

    init(step: Double) {
        let perDay = min(288, max(1, (86_400 / max(step, 1)).rounded()))
        slotsPerDay = Int(perDay)
        slotSeconds = 86_400 / perDay
        ring = [Float](repeating: 0, count: 7 * Int(perDay) + 2)
    }

    /// Slots filled so far, at most the ring's size.
    var filled: Int { slot == .min ? 0 : min(ring.count, slot - first + 1) }

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
        if now - slot >= ring.count {
            first = now
        } else {
            let last = ring[index(slot)]
            for missing in (slot + 1)...now { ring[index(missing)] = last }
        }
        slot = now
        (sum, points) = (0, 0)
    }

    /// Adds a point to the slot of the last `advance`.
    mutating func add(_ value: Double) {
        sum += min(Self.limit, max(-Self.limit, value))
        points += 1
        ring[index(slot)] = Float(sum / points)
    }

    private func index(_ number: Int) -> Int {
        let rest = number % ring.count
        return rest < 0 ? rest + ring.count : rest
    }
}

extension SlotRing {
    /// The median of the same time on up to seven earlier days, each with its two neighbours; nil on the first day.
    func daily() -> Double? {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 21) { found in
            var count = 0
            for day in 1...7 {
                let then = slot - day * slotsPerDay
                guard then - 1 >= first, slot - then + 1 < ring.count else { break }
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
        guard then - 1 >= first, slot - then + 1 < ring.count else { return nil }
        return Double(ring[index(then - 1)] + ring[index(then)] + ring[index(then + 1)]) / 3
    }

    /// The smallest Euclidean distance of the last 24 slots to any 24 within `history` slots that do not overlap them
    /// (a discord: Keogh, Lin and Fu 2005); nil with fewer than 48 slots.
    func discord(history: Int) -> Double? {
        let window = Self.shapeLength
        let count = min(filled, ring.count - 1)
        guard count >= 2 * window else { return nil }
        let reach = min(count, history)
        let last = index(slot)
        let shape = newestShape(endingAt: last)
        return ring.withUnsafeBytes { bytes in
            var best = Float.infinity
            for back in window...max(window, reach - window) {
                var start = last - back - window + 1
                if start < 0 { start += ring.count }
                let fits = start + window <= ring.count
                best = min(best, fits ? shape.distance(to: bytes, at: start) : distance(of: shape, at: start))
            }
            return Double(best).squareRoot()
        }
    }

    /// The last 24 slots, oldest first.
    private func newestShape(endingAt last: Int) -> Shape {
        var start = last - Self.shapeLength + 1
        if start < 0 { start += ring.count }
        return Shape(ring, from: start)
    }

    /// The squared distance to a window that wraps around the end of the ring.
    private func distance(of shape: Shape, at start: Int) -> Float {
        shape.distance(to: Shape(ring, from: start))
    }

    private static let shapeLength = 24

    private struct Shape {
        var a = SIMD8<Float>.zero
        var b = SIMD8<Float>.zero
        var c = SIMD8<Float>.zero

        init(_ ring: [Float], from start: Int) {
            for offset in 0..<8 {
                a[offset] = ring[(start + offset) % ring.count]
                b[offset] = ring[(start + 8 + offset) % ring.count]
                c[offset] = ring[(start + 16 + offset) % ring.count]
            }
        }

        @inline(__always)
        func distance(to bytes: UnsafeRawBufferPointer, at start: Int) -> Float {
            let x = a - bytes.loadUnaligned(fromByteOffset: 4 * start, as: SIMD8<Float>.self)
            let y = b - bytes.loadUnaligned(fromByteOffset: 4 * start + 32, as: SIMD8<Float>.self)
            let z = c - bytes.loadUnaligned(fromByteOffset: 4 * start + 64, as: SIMD8<Float>.self)
            return (x * x + y * y + z * z).sum()
        }

        func distance(to other: Shape) -> Float {
            let (x, y, z) = (a - other.a, b - other.b, c - other.c)
            return (x * x + y * y + z * z).sum()
        }
    }

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
