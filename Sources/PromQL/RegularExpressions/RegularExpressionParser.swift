/// Recursive descent over the syntax of RE2.
struct RegularExpressionParser {
    /// What the check needs to know of a part.
    struct Part {
        var matchesEmpty: Bool
        /// The product of nested counts such as `{100}`. RE2 refuses more than 1000.
        var repeats = 1
    }

    private static let maximumDepth = 100
    private static let maximumRepeats = 1000

    private let scalars: [Unicode.Scalar]
    private(set) var position = 0
    private var depth = 0
    private var groupNames: Set<String> = []

    /// The last place where `[:name:]` can end, so that it is not looked for again and again.
    let lastNamedClassEnd: Int

    init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
        lastNamedClassEnd = zip(scalars, scalars.dropFirst()).enumerated().reduce(-1) { last, next in
            next.element == (":", "]") ? next.offset : last
        }
    }

    mutating func parse() throws(RegularExpressionError) -> Part {
        let part = try alternation()
        guard current == nil else {
            throw .init("a ) closes nothing", hint: #"Remove it, or write \) for the character."#)
        }
        return part
    }

    var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func take(_ text: String) -> Bool {
        guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    mutating func advance() -> Unicode.Scalar? {
        defer { position += current == nil ? 0 : 1 }
        return current
    }

    /// The text before another, which is passed over, too. `nil`, and nothing passed, if the other does not follow.
    mutating func text(before ending: String) -> String? {
        let end = scalars[position...].indices.first { scalars[$0...].starts(with: ending.unicodeScalars) }
        guard let end else { return nil }
        defer { position = end + ending.unicodeScalars.count }
        return String(String.UnicodeScalarView(scalars[position..<end]))
    }

    mutating func number() -> Int? {
        let start = position
        while let scalar = current, ("0"..."9").contains(scalar) { position += 1 }
        let digits = String(String.UnicodeScalarView(scalars[start..<position]))
        // As in Go, a count has no leading zero.
        return digits.count > 1 && digits.first == "0" ? nil : Int(digits.prefix(9))
    }
}

extension RegularExpressionParser {
    private mutating func alternation() throws(RegularExpressionError) -> Part {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw .init("it is nested more than \(Self.maximumDepth) levels deep", hint: "Write a flatter one.")
        }
        var result = try sequence()
        while take("|") {
            let other = try sequence()
            result.matchesEmpty = result.matchesEmpty || other.matchesEmpty
            result.repeats = max(result.repeats, other.repeats)
        }
        return result
    }

    private mutating func sequence() throws(RegularExpressionError) -> Part {
        var parts: [Part] = []
        var isRepeated = false
        while let scalar = current, scalar != "|", scalar != ")" {
            var last = parts.last ?? Part(matchesEmpty: false)
            if try repetition(of: &last) {
                try checkRepetition(scalar, isFirst: parts.isEmpty, isRepeated)
                parts[parts.count - 1] = last
                isRepeated = true
            } else {
                isRepeated = false
                // Flags such as (?i) are no part: a repetition after them is that of what precedes them.
                if let part = try atom() { parts.append(part) }
            }
        }
        return Part(matchesEmpty: parts.allSatisfy(\.matchesEmpty), repeats: parts.map(\.repeats).max() ?? 1)
    }

    private func checkRepetition(
        _ scalar: Unicode.Scalar, isFirst: Bool, _ isRepeated: Bool
    ) throws(RegularExpressionError) {
        guard !isFirst else {
            throw .init("nothing precedes the \(scalar)", hint: "Write .\(scalar) or \\\(scalar).")
        }
        guard !isRepeated else {
            throw .init("two repetitions follow each other", hint: "Put the first in a group: (?:a*)*.")
        }
    }

    private mutating func repetition(of part: inout Part) throws(RegularExpressionError) -> Bool {
        if take("*") || take("?") {
            part.matchesEmpty = true
        } else if !take("+") {
            guard let count = try count() else { return false }
            try repeatPart(&part, count)
        }
        _ = take("?")
        return true
    }

    private func repeatPart(_ part: inout Part, _ count: ClosedRange<Int>) throws(RegularExpressionError) {
        if count.lowerBound == 0 { part.matchesEmpty = true }
        part.repeats = count.upperBound == 0 ? 1 : part.repeats * count.upperBound
        guard part.repeats <= Self.maximumRepeats else {
            throw .init("it repeats a part more than \(Self.maximumRepeats) times", hint: "Write * or + instead.")
        }
    }

    /// `{2}`, `{2,}` or `{2,5}`; anything else after a brace is plain text. Without an upper end, the lower one counts.
    private mutating func count() throws(RegularExpressionError) -> ClosedRange<Int>? {
        let start = position
        if take("{"), let least = number() {
            if take("}") { return try range(least, least) }
            if take(",") {
                if take("}") { return try range(least, least) }
                if let most = number(), take("}") { return try range(least, most) }
            }
        }
        position = start
        return nil
    }

    private func range(_ least: Int, _ most: Int) throws(RegularExpressionError) -> ClosedRange<Int> {
        guard least <= most, most <= Self.maximumRepeats else {
            throw .init("the count {\(least),\(most)} is not possible", hint: "Counts go up to \(Self.maximumRepeats).")
        }
        return least...most
    }
}

extension RegularExpressionParser {
    private mutating func atom() throws(RegularExpressionError) -> Part? {
        switch current {
        case "(": return try group()
        case "[":
            try characterClass()
            return Part(matchesEmpty: false)
        case "\\": return try escapedAtom()
        case "^", "$":
            position += 1
            return Part(matchesEmpty: true)
        default:
            position += 1
            return Part(matchesEmpty: false)
        }
    }

    private mutating func escapedAtom() throws(RegularExpressionError) -> Part? {
        if take(#"\Q"#) { return quoted() }
        if take(#"\A"#) || take(#"\z"#) || take(#"\B"#) { return Part(matchesEmpty: true) }
        if take(#"\b"#) { return Part(matchesEmpty: false) }
        if try !takeClassEscape() { try literalEscape() }
        return Part(matchesEmpty: false)
    }

    /// Everything up to `\E` or the end is plain text.
    private mutating func quoted() -> Part? {
        let start = position
        if let text = text(before: #"\E"#) { return text.isEmpty ? nil : Part(matchesEmpty: false) }
        position = scalars.count
        return start == position ? nil : Part(matchesEmpty: false)
    }

    private mutating func group() throws(RegularExpressionError) -> Part? {
        position += 1
        if take("?") {
            guard try groupHead() else { return nil }
        }
        let part = try alternation()
        guard take(")") else { throw .init("a ( is not closed", hint: #"Add the ), or write \( for the character."#) }
        return part
    }

    /// What follows `(?`: a name, flags, or a colon. False if the group ends there and sets flags only.
    private mutating func groupHead() throws(RegularExpressionError) -> Bool {
        if take("P<") || current == "<" && take("<") {
            try groupName()
            return true
        }
        var (isNegative, hasFlag) = (false, false)
        while let scalar = advance() {
            switch scalar {
            case "i", "m", "s", "U": hasFlag = true
            case "-" where !isNegative: (isNegative, hasFlag) = (true, false)
            case ":" where !isNegative || hasFlag: return true
            case ")" where !isNegative || hasFlag: return false
            default:
                throw .init(
                    "(?\(scalar) is not known to RE2", hint: "RE2 has no look-ahead, look-behind or atomic groups.")
            }
        }
        throw .init("a ( is not closed", hint: "Add the ).")
    }

    private mutating func groupName() throws(RegularExpressionError) {
        let isWord = { (scalar: Unicode.Scalar) in
            scalar == "_" || scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        }
        guard let name = text(before: ">"), !name.isEmpty, name.unicodeScalars.allSatisfy(isWord) else {
            throw .init("a group has no valid name", hint: "Write (?P<name>...), or (...) without a name.")
        }
        guard groupNames.insert(name).inserted else {
            throw .init("two groups are named \(name.shortened)", hint: "Rename one of them.")
        }
    }
}
