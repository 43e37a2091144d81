extension MetricSourceSpec: Documented {
    static let kinds = ["prometheus", "alertmanager", "loki"]

    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Where the source is and who may use it; exactly one of \(kinds.joined(separator: ", ")) is set.",
            example: MetricSourceSpec(), rules: [.exactlyOne(of: kinds)],
            [
                "prometheus": FieldDocumentation(
                    "Prometheus, or what answers the same API, such as Thanos, Mimir or VictoriaMetrics."),
                "alertmanager": FieldDocumentation("Alertmanager, for alert signals and for a guardrail's silences."),
                "loki": FieldDocumentation("Loki, for signals counted from logs."),
                "staleAfter": FieldDocumentation(
                    "A sample older than this by its own timestamp is stale: evidence for nothing."
                ) {
                    $0.rule(.lasting)
                },
                "allowedNamespaces": FieldDocumentation(
                    "Namespaces whose policies may use the source; * is all, empty is none."
                ) {
                    $0.count(0...1000).unique().each {
                        $0.length(1...63).pattern(
                            #"^(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)$"#, advice: "write a namespace's name, or * for all")
                    }
                },
            ])
    }
}

extension MetricSourceSpec.Endpoint: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "An HTTP API.", example: Self(address: ""), required: ["address"],
            [
                "address": FieldDocumentation(
                    "The URL that the API's paths are appended to, without user, query and fragment."
                ) {
                    $0.length(1...2048).rule(.httpAddress)
                },
                "timeout": FieldDocumentation("Time for one request, 100ms to 1m.") {
                    $0.rule(.duration(.seconds(0.1)...(.minutes(1))))
                },
                "headersFrom": FieldDocumentation("Request headers whose values are in Secrets; at most 16.") {
                    $0.count(0...16).keyed(by: "name")
                },
                "tls": FieldDocumentation(
                    "How the server's certificate is checked; by default against the system's authorities."),
            ])
    }
}

extension MetricSourceSpec.HeaderFromSecret: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A request header whose value is in a Secret.",
            example: Self(name: "", secretRef: .init(name: "", key: "")), required: ["name", "secretRef"],
            [
                "name": FieldDocumentation("The header's name, such as Authorization.") {
                    $0.length(1...128).pattern("^[A-Za-z0-9-]+$", advice: "write letters, digits and -")
                },
                "secretRef": FieldDocumentation("Where the header's value is."),
            ])
    }
}

extension MetricSourceSpec.SecretReference: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "One entry of a Secret.", example: Self(name: "", key: ""), required: ["name", "key"],
            [
                "namespace": FieldDocumentation(
                    "The Secret's namespace: the operator's own, which is also what is meant where none is given."
                ) { $0.label() },
                "name": FieldDocumentation("The Secret's name.") { $0.subdomain() },
                "key": FieldDocumentation("The key of the entry in the Secret's data.") {
                    $0.length(1...253).pattern("^[-._A-Za-z0-9]+$", advice: "write letters, digits, -, _ and .")
                },
            ])
    }
}

extension MetricSourceSpec.TLS: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "How the server's certificate is checked.", example: Self(),
            [
                "caSecretRef": FieldDocumentation(
                    "Certificate authorities in PEM that are trusted instead of the system's."),
                "insecureSkipVerify": FieldDocumentation(
                    "true accepts any certificate: whoever sits in between can lie."),
            ])
    }
}

extension MetricSourceStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What Evenkeel last saw of the source.", example: MetricSourceStatus(),
            [
                "observedGeneration": StatusDocumentation.observedGeneration,
                "conditions": StatusDocumentation.conditions,
                "blindPolicies": FieldDocumentation(
                    "How many policies see nothing because the source cannot be reached; 0 while it can."),
            ])
    }
}
