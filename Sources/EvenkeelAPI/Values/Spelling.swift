/// Suggestions for misspelled words.
enum Spelling {
    /// `did you mean "Shadow"?`, or `nil` if no known word is similar.
    static func suggestion(for word: String, among known: some Collection<String>) -> String? {
        nearest(to: word, among: known).map { "did you mean \"\($0)\"?" }
    }

    /// The known word that differs only in case or in at most a third of its letters, or that has a common beginning
    /// with the word.
    static func nearest(to word: String, among known: some Collection<String>) -> String? {
        let lowered = word.lowercased()
        guard !lowered.isEmpty, lowered.utf8.count <= 64 else { return nil }
        let ranked = known.sorted().map { (word: $0, distance: distance(lowered, $0.lowercased())) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        if best.distance <= max(1, best.word.count / 3) { return best.word }
        return known.sorted().first { candidate in
            let candidate = candidate.lowercased()
            return min(candidate.count, lowered.count) >= 3
                && (candidate.hasPrefix(lowered) || lowered.hasPrefix(candidate))
        }
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
