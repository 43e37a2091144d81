import JSONValue
import KubernetesTypes

/// The old form of the document, which kubectl up to 1.27 asks which parameters a patch may carry. It names no types:
/// what it needs of the built-in kinds, kubectl knows itself.
struct OpenAPIVersion2 {
    let definitions: [ResourceDefinition]

    func response(_ request: APIRequest) -> APIResponse {
        guard request.accept?.contains("proto-openapi.spec.v2@v1.0+protobuf") == true else {
            return .json(
                200,
                [
                    "swagger": "2.0", "info": ["title": "Kubernetes", "version": "v1.33.0"], "paths": [:],
                    "definitions": [:],
                ])
        }
        // As a real server names it: with an @ it would be no valid media type.
        return .bytes(
            status: 200, contentType: "application/com.github.proto-openapi.spec.v2.v1.0+protobuf", body: document)
    }

    // The numbers are those of gnostic's OpenAPIv2.proto.
    private var document: [UInt8] {
        var info = ProtobufWriter()
        info.add(1, "Kubernetes")
        info.add(2, "v1.33.0")
        var paths = ProtobufWriter()
        for definition in definitions where definition.verbs.contains("patch") {
            var path = ProtobufWriter()
            path.add(1, definition.type.path(namespace: "{namespace}", name: "{name}"))
            path.add(2, ProtobufWriter(8, operation(definition.type)))
            paths.add(2, path)
        }
        var document = ProtobufWriter()
        document.add(1, "2.0")
        document.add(2, info)
        document.add(8, paths)
        return document.bytes
    }

    private func operation(_ type: ResourceType) -> ProtobufWriter {
        var operation = ProtobufWriter()
        for name in ["dryRun", "fieldManager", "fieldValidation", "force"] {
            var query = ProtobufWriter()
            query.add(2, "query")
            query.add(4, name)
            query.add(6, "string")
            // ParametersItem, Parameter and NonBodyParameter around it.
            operation.add(8, ProtobufWriter(1, ProtobufWriter(2, ProtobufWriter(3, query))))
        }
        var value = ProtobufWriter()
        value.add(2, "group: \"\(type.group)\"\nversion: \(type.version)\nkind: \(type.kind)\n")
        var vendorExtension = ProtobufWriter()
        vendorExtension.add(1, "x-kubernetes-group-version-kind")
        vendorExtension.add(2, value)
        operation.add(13, vendorExtension)
        return operation
    }
}
