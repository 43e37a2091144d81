import JSONValue
import KubernetesTypes

/// `metav1.DeleteOptions`, from the body or the query.
struct DeleteOptions: Sendable {
    enum Propagation: String, Sendable { case background = "Background", foreground = "Foreground", orphan = "Orphan" }

    var gracePeriodSeconds: Int?
    var uid: String?
    var resourceVersion: String?
    var propagation: Propagation?

    init(_ request: APIRequest) throws(Status) {
        let body: JSON
        do throws(JSONParseError) {
            body = request.body.isEmpty || Self.isBinary(request) ? [:] : try JSON(parsing: request.body)
        } catch {
            throw .badRequest("the request's body is \(error)")
        }
        let binary = try Self.binaryBody(request)
        self.init(binary ?? body, request)
        try checkPropagation(binary ?? body, request)
    }

    private static func isBinary(_ request: APIRequest) -> Bool { request.mediaType == ProtobufBody.mediaType }

    private static func binaryBody(_ request: APIRequest) throws(Status) -> JSON? {
        guard isBinary(request), !request.body.isEmpty else { return nil }
        do throws(ProtobufError) {
            return try ProtobufBody.decode(request.body, kind: "meta.v1.DeleteOptions")
        } catch {
            throw .badRequest("the request's body is \(error)")
        }
    }

    init(_ body: JSON, _ request: APIRequest) {
        let graceText = request.query("gracePeriodSeconds").flatMap { Int($0) }
        gracePeriodSeconds = body["gracePeriodSeconds"]?.integerValue ?? graceText
        uid = body.at("preconditions", "uid")?.stringValue
        resourceVersion = body.at("preconditions", "resourceVersion")?.stringValue
        let policy = body["propagationPolicy"]?.stringValue ?? request.query("propagationPolicy")
        propagation = policy.flatMap { Propagation(rawValue: $0) }
        if body["orphanDependents"]?.boolValue == true { propagation = .orphan }
    }

    private func checkPropagation(_ body: JSON, _ request: APIRequest) throws(Status) {
        let policy = body["propagationPolicy"]?.stringValue ?? request.query("propagationPolicy")
        if policy != nil, propagation == nil {
            throw Status(
                code: 422, reason: "Invalid",
                message: "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: "
                    + "\"\(policy ?? "")\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"")
        }
    }

    static func asksForDryRun(_ request: APIRequest) -> Bool {
        guard !request.body.isEmpty else { return false }
        let json = isBinary(request) ? try? binaryBody(request) : try? JSON(parsing: request.body)
        return json?["dryRun"]?.arrayValue?.isEmpty == false
    }

    /// - Throws: 409 where the object is not the one that was meant.
    func check(_ object: KubernetesObject, _ resource: ResourceType) throws(Status) {
        if let uid, uid != object.uid {
            throw .conflict(
                resource, name: object.name, byKind: true,
                "the UID in the precondition (\(uid)) does not match the UID in record (\(object.uid)). "
                    + "The object might have been deleted and then recreated")
        }
        if let resourceVersion, resourceVersion != object.resourceVersion {
            throw .conflict(
                resource, name: object.name, byKind: true,
                "the ResourceVersion in the precondition (\(resourceVersion)) does not match the ResourceVersion "
                    + "in record (\(object.resourceVersion)). The object might have been modified")
        }
    }
}
