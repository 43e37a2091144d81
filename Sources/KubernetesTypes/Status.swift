public import JSONValue

/// `metav1.Status`: what the API server answers when it refuses.
public struct Status: Error, Sendable, Hashable {
    /// The HTTP status code.
    public var code: Int
    /// A word such as `NotFound`, `AlreadyExists`, `Conflict`, `Invalid`, `Expired`, `TooManyRequests`.
    public var reason: String
    public var message: String
    /// `details.retryAfterSeconds`.
    public var retryAfterSeconds: Int?
    public var details: JSON?

    public init(code: Int, reason: String, message: String, retryAfterSeconds: Int? = nil, details: JSON? = nil) {
        self.code = code
        self.reason = reason
        self.message = message
        self.retryAfterSeconds = retryAfterSeconds
        self.details = details
    }

    /// The API server reports that the object does not exist. A 404 that does not say so comes from somebody who does not
    /// know the path, such as a proxy or a server whose definitions are gone, and is no word about the object.
    public var saysNotFound: Bool { code == 404 && reason == "NotFound" }

    /// Reads a `Status` object; `nil` where the JSON is something else.
    public init?(_ json: JSON) {
        guard json["kind"]?.stringValue == "Status" else { return nil }
        self.init(
            code: json["code"]?.integerValue ?? 0, reason: json["reason"]?.stringValue ?? "",
            message: json["message"]?.stringValue ?? "",
            retryAfterSeconds: json.at("details", "retryAfterSeconds")?.integerValue, details: json["details"])
    }

    public var json: JSON {
        var json: JSON = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
            "message": .string(message), "reason": .string(reason), "code": JSON(code),
        ]
        var details = self.details
        if let retryAfterSeconds {
            details = details ?? [:]
            details?["retryAfterSeconds"] = JSON(retryAfterSeconds)
        }
        json["details"] = details
        return json
    }
}
