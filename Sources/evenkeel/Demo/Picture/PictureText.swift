import KubernetesTypes

/// Texts of the run in the form in which the picture shows them.
enum PictureText {
    /// What fits beside the times, also in a wide font.
    private static let length = 104

    /// The text with the times in it as seconds after the incident, so that two runs differ little.
    static func relative(_ text: String, to incident: Timestamp?) -> String {
        guard let incident else { return text }
        return text.replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#) { match in
            Timestamp(String(match.output)).map { "\(Int(($0 - incident).rounded())) s" } ?? String(match.output)
        }
    }

    /// At most two lines, cut between words.
    static func lines(_ text: String) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word.prefix(length))
            } else if line.count + 1 + word.count <= length {
                lines[lines.count - 1] = "\(line) \(word)"
            } else if lines.count == 2 {
                lines[1] = "\(line) …"
                return lines
            } else {
                lines.append(String(word.prefix(length)))
            }
        }
        return lines
    }
}
