import JSONValue
import KubernetesTypes

extension ClusterModel {
    mutating func patch(_ context: RequestContext, part: ObjectPart) throws(Status) -> APIResponse {
        let mediaType = context.request.mediaType
        if mediaType == "application/apply-patch+yaml" || mediaType == "application/apply-patch+json" {
            return try apply(context, part: part)
        }
        let old = try stored(context)
        let patched = try Self.patched(Conversion.present(old.json, as: context.definition), context)
        var decoding = ObjectDecoding(context)
        let object = try decoding.decode(patched, isPatch: true)
        let name = KubernetesObject(object).name
        guard name == old.name else {
            throw .badRequest("the name of the object (\(name)) does not match the name on the URL (\(old.name))")
        }
        let updated = try change(old, to: object, context, part: part)
        return represent(updated, context, status: 200, warnings: decoding.warnings)
    }

    /// Applies the patch in the request's body to a value.
    static func patched(_ object: JSON, _ context: RequestContext, schema: SchemaNode? = nil) throws(Status) -> JSON {
        let schema = schema ?? context.definition.schema
        let isCustom = context.definition.custom != nil
        var result = object
        switch context.request.mediaType {
        case "application/json-patch+json": try applyJSONPatch(to: &result, try body(context))
        case "application/merge-patch+json": result.merge(try body(context))
        case "application/strategic-merge-patch+json" where !isCustom:
            try StrategicMergePatch.apply(try body(context), to: &result, schema)
        default:
            throw .unsupportedMediaType(
                ["application/json-patch+json", "application/merge-patch+json"]
                    + (isCustom ? [] : ["application/strategic-merge-patch+json"]) + ["application/apply-patch+yaml"])
        }
        return result
    }

    private static func body(_ context: RequestContext) throws(Status) -> JSON {
        do throws(JSONParseError) {
            return try JSON(parsing: context.request.body)
        } catch {
            throw .badRequest("error decoding patch: \(error)")
        }
    }

    private static func applyJSONPatch(to object: inout JSON, _ body: JSON) throws(Status) {
        let patch: JSONPatch
        do throws(JSONPatchError) {
            patch = try JSONPatch(json: body)
        } catch {
            throw .badRequest("\(error)")
        }
        guard patch.operations.count <= 10_000 else {
            throw Status(
                code: 413, reason: "RequestEntityTooLarge",
                message: "Request entity too large: The allowed maximum operations in a JSON patch is 10000, got "
                    + "\(patch.operations.count)")
        }
        do throws(JSONPatchError) {
            try object.apply(patch)
        } catch {
            throw Status(
                code: 422, reason: "Invalid",
                message: "the server rejected our request due to an error in our request", details: [:])
        }
    }
}
