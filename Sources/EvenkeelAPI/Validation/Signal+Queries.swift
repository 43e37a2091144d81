import JSONValue
import PromQL

/// What `check` says of the queries of a signal.
extension Signal {
    /// - Parameter isLogQL: its source is known to be a Loki, whose language is not PromQL.
    func queryFindings(at path: [String], isLogQL: Bool = false) -> [Finding] {
        let path = path + [kind?.field.rawValue ?? ""]
        let countFindings = countQueries.flatMap { name, query in
            query.problem.map { [Finding(pointer: JSONPointer(path + [name]), message: $0)] } ?? []
        }
        return queries.flatMap { name, text in Self.findings(of: text, at: path + name, isLogQL) } + countFindings
            + formFindings(at: path) + valueFindings(at: path)
    }

    /// Each expression of the signal, and where it stands.
    private var queries: [([String], String)] {
        switch kind {
        case .errorRate(let signal): [(["errors"], signal.errors), (["requests"], signal.requests)]
        case .canary(let signal):
            [(["errors"], signal.errors), (["requests"], signal.requests)]
                + (signal.latency.map { [(["latency", "query"], $0.query)] } ?? [])
        case .anomaly(let signal): [(["query"], signal.query)]
        case .forecast(let signal): [(["query"], signal.query)]
        case .outlier(let signal): [(["query"], signal.query)]
        case .workload, .alert, nil: []
        }
    }

    private var counts: CountQueries? {
        switch kind {
        case .errorRate(let signal): signal.counts
        case .canary(let signal): signal.counts
        case .anomaly, .forecast, .outlier, .workload, .alert, nil: nil
        }
    }

    private var countQueries: [(String, CountQuery)] {
        counts.map { [("errors", $0.errors), ("requests", $0.requests)] } ?? []
    }

    private func formFindings(at path: [String]) -> [Finding] {
        guard let counts, counts.errors.problem == nil, counts.requests.problem == nil, let problem = counts.problem
        else { return [] }
        return [Finding(pointer: JSONPointer(path + ["errors"]), message: problem)]
    }

    /// A value that is compared with its own past cannot be a counter, which only grows.
    private func valueFindings(at path: [String]) -> [Finding] {
        guard counts == nil, let (name, text) = queries.first, let shape = (try? PromQLExpression(parsing: text))?.shape
        else { return [] }
        switch shape {
        case .counterSelector(let selection) where !text.contains("_bucket"):
            return [.counter("\(selection.selector)", at: path + name)]
        case .rawCounters(let sum):
            return sum.terms.first.map { [.counter("\($0.selector)", at: path + name)] } ?? []
        default: return []
        }
    }

    private static func findings(of text: String, at path: [String], _ isLogQL: Bool) -> [Finding] {
        do throws(PromQLError) {
            let expression = try PromQLExpression(parsing: text)
            return expression.placeholders(in: text).map { .broken($0, at: path) }
        } catch {
            let isBroken = TextBrackets.areUnbalanced(in: text) || text.containsPlaceholder
            if isBroken { return [.broken(error, at: path)] }
            return isLogQL ? [] : [.notPromQL(error, at: path)]
        }
    }
}

extension Finding {
    /// In no query language.
    fileprivate static func broken(_ error: PromQLError, at path: [String]) -> Finding {
        Finding(pointer: JSONPointer(path), message: "\(error.place): \(error.message)", advice: error.hint)
    }

    /// MetricsQL and LogQL have what PromQL has not.
    fileprivate static func notPromQL(_ error: PromQLError, at path: [String]) -> Finding {
        .warning(
            path, "is not PromQL: \(error.place): \(error.message)",
            "\(error.hint) Only a source with a language of its own accepts it as it is")
    }

    fileprivate static func counter(_ selector: String, at path: [String]) -> Finding {
        Finding(
            pointer: JSONPointer(path), message: "\(selector) is a counter by its name, whose value only grows",
            advice: "write rate(\(selector)[5m])")
    }
}

extension PromQLError {
    fileprivate var place: String { "line \(line), column \(column)" }
}

extension String {
    /// Of Grafana, Helm or Python, which nobody has replaced.
    fileprivate var containsPlaceholder: Bool {
        // The end of a regular expression is `$` too, and LogQL has templates of its own in line_format.
        let isVariable = split(separator: "$", omittingEmptySubsequences: false).dropFirst().contains { rest in
            rest.first.map { $0.isLetter || $0 == "_" || $0 == "{" } ?? false
        }
        return isVariable || contains("{{") && !contains("_format") || contains("[[") || contains("%(")
    }
}

/// Brackets outside of strings.
private enum TextBrackets {
    static func areUnbalanced(in text: String) -> Bool {
        var (open, quote, isEscaped): ([Character], Character?, Bool) = ([], nil, false)
        for character in text {
            if let current = quote {
                if character == current, !isEscaped { quote = nil }
                isEscaped = character == "\\" && !isEscaped && current != "`"
                continue
            }
            switch character {
            case "\"", "'", "`": quote = character
            case "(": open.append(")")
            case "[": open.append("]")
            case "{": open.append("}")
            case ")", "]", "}": if open.popLast() != character { return true }
            default: break
            }
        }
        return quote != nil || !open.isEmpty
    }
}
