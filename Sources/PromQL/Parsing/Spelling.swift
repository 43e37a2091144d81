/// Suggestions for misspelled names.
enum Spelling {
    /// The known name that differs in at most a third of its letters, or only in case.
    static func nearest(to name: String, among known: [String]) -> String? {
        let lowered = Array(name.lowercased())
        guard (2...64).contains(lowered.count) else { return nil }
        // Among equals, one that the word begins: "rat" is "rate" rather than "rad".
        let ranked = known.sorted().map { word in
            (name: word, distance: distance(lowered, Array(word)), isOther: word.starts(with: lowered) ? 0 : 1)
        }
        guard let best = ranked.min(by: { ($0.distance, $0.isOther) < ($1.distance, $1.isOther) }) else { return nil }
        return best.distance <= max(1, best.name.count / 3) ? best.name : nil
    }

    /// Insertions, deletions and replacements (Wagner and Fischer 1974).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var last = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = last[column] + (character == other ? 0 : 1)
                current.append(min(replaced, last[column + 1] + 1, current[column] + 1))
            }
            last = current
        }
        return last[right.count]
    }
}
