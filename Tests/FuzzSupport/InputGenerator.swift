package import JSONValue

/// Makes inputs for a reader of valid ones: each depends on its seed alone.
package struct InputGenerator: Sendable {
    private let corpus: [[UInt8]]
    private let documents: [JSON]
    private let tokens: [[UInt8]]
    private static let longest = 1 << 16

    /// - Parameters:
    ///   - corpus: valid inputs, or such as people write.
    ///   - tokens: what the format is made of, to be strewn in.
    package init(_ corpus: [String], tokens: [String] = []) {
        self.corpus = corpus.map { Array($0.utf8) }
        documents = corpus.compactMap { try? JSON(parsing: $0) }
        self.tokens = (tokens + Nasty.texts).map { Array($0.utf8) } + Nasty.bytes
    }

    /// For readers of documents whose shape is right, as what the API server or a parser gives: only the values are strange.
    package init(documents: [JSON]) {
        corpus = []
        self.documents = documents
        tokens = []
    }

    package func input(seed: UInt64) -> [UInt8] {
        var random = SplitMix(seed: seed)
        let isStructured = !documents.isEmpty && (corpus.isEmpty || random.oneIn(2))
        if isStructured {
            var bytes = document(&random).serialized
            if !corpus.isEmpty, random.oneIn(8) { mutate(&bytes, &random) }
            // As long as it was where it is to stay a document.
            return corpus.isEmpty ? bytes : Array(bytes.prefix(Self.longest))
        }
        if random.oneIn(200) { return soup(&random) }
        var bytes = pick(corpus, &random) ?? []
        for _ in 0...random.below(random.oneIn(4) ? 24 : 4) { mutate(&bytes, &random) }
        return Array(bytes.prefix(Self.longest))
    }

    /// A document with a few values exchanged for strange ones.
    package func document(seed: UInt64) -> JSON {
        var random = SplitMix(seed: seed)
        return document(&random)
    }

    private func document(_ random: inout SplitMix) -> JSON {
        var json = pick(documents, &random) ?? .null
        for _ in 0...random.below(random.oneIn(3) ? 8 : 2) {
            let donor = pick(documents, &random) ?? .null
            json.changeSomewhere(&random, donor: donor)
        }
        return json
    }
}

extension InputGenerator {
    private func pick<Element>(_ elements: [Element], _ random: inout SplitMix) -> Element? {
        elements.isEmpty ? nil : elements[random.below(elements.count)]
    }

    private func soup(_ random: inout SplitMix) -> [UInt8] {
        (0..<random.below(200)).flatMap { _ in pick(tokens, &random) ?? [0] }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let place = random.below(bytes.count + 1)
        switch random.below(12) {
        case 0: flip(&bytes, &random)
        case 1: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(16)))
        case 3: bytes = Array(bytes[..<place])
        case 4, 5, 6: bytes.insert(contentsOf: pick(tokens, &random) ?? [], at: place)
        case 7: splice(&bytes, place, &random)
        case 8: repeatSlice(&bytes, place, &random)
        case 9: exchangeNumber(&bytes, &random)
        case 10: exchangeLines(&bytes, &random)
        default: nest(&bytes, place, &random)
        }
    }

    private func flip(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        guard !bytes.isEmpty else { return }
        bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
    }

    private func splice(_ bytes: inout [UInt8], _ place: Int, _ random: inout SplitMix) {
        guard let other = pick(corpus, &random), !other.isEmpty else { return }
        let start = random.below(other.count)
        bytes =
            Array(bytes[..<place]) + other[start..<min(other.count, start + 1 + random.below(200))]
            + (random.oneIn(2) ? bytes[place...] : [])
    }

    private func repeatSlice(_ bytes: inout [UInt8], _ place: Int, _ random: inout SplitMix) {
        let slice = bytes[place..<min(bytes.count, place + 1 + random.below(40))]
        let count = random.oneIn(10) ? 2000 : 1 + random.below(8)
        guard slice.count * count < 1 << 16 else { return }
        bytes.insert(contentsOf: repeatElement(slice, count: count).joined(), at: place)
    }

    private func exchangeNumber(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let starts = bytes.indices.filter { digits.contains(bytes[$0]) && ($0 == 0 || !digits.contains(bytes[$0 - 1])) }
        guard let start = pick(starts, &random) else { return }
        let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: Array((pick(Nasty.numbers, &random) ?? "0").utf8))
    }

    /// Swaps, doubles or drops a line.
    private func exchangeLines(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let (first, second) = (random.below(lines.count), random.below(lines.count))
        switch random.below(3) {
        case 0: lines.swapAt(first, second)
        case 1: lines.insert(lines[first], at: second)
        default: lines.remove(at: first)
        }
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    private func nest(_ bytes: inout [UInt8], _ place: Int, _ random: inout SplitMix) {
        let opening = pick(["[", "{\"a\":", "{a: ", "- ", "&a [", "? ", "  ", "\"", "("], &random) ?? ""
        let depth = random.oneIn(4) ? 3000 : 1 + random.below(150)
        bytes.insert(contentsOf: repeatElement(opening.utf8, count: depth).joined(), at: place)
    }
}
