extension MetricSourceSpec: Documented {
    static let kinds = Kind.Field.allCases.map(\.rawValue)

    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Address of the source and the namespaces that may use it. Exactly one of "
                + "\(kinds.joined(separator: ", ")) must be set.",
            example: MetricSourceSpec(), rules: [.exactlyOne(of: kinds)],
            [
                "prometheus": FieldDocumentation(
                    "Prometheus, or a server with the same API, such as Thanos, Mimir or VictoriaMetrics."),
                "alertmanager": FieldDocumentation(
                    "Alertmanager, for alert signals and for the silences of a guardrail."),
                "loki": FieldDocumentation("Loki, for signals that are computed from logs with LogQL."),
                "staleAfter": FieldDocumentation(
                    "Maximum age of a sample by its own timestamp. The quality of an older sample is Stale."
                ) {
                    $0.rule(.lasting)
                },
                "allowedNamespaces": FieldDocumentation(
                    "Namespaces whose policies may use the source, at most 1000. [\"*\"] allows all namespaces, an "
                        + "empty list none."
                ) {
                    $0.count(0...1000).unique().each {
                        $0.length(1...63).pattern(
                            #"^(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)$"#,
                            advice: "write the name of a namespace, or * for all")
                    }
                },
            ])
    }
}

extension MetricSourceSpec.Endpoint: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "HTTP API of a metric source.", example: Self(address: ""), required: ["address"],
            [
                "address": FieldDocumentation(
                    "Base URL of the API, http or https, without user, query and fragment."
                ) {
                    $0.length(1...2048).rule(.httpAddress)
                },
                "timeout": FieldDocumentation("Timeout of a request, 100ms to 1m.") {
                    $0.rule(.duration(.seconds(0.1)...(.minutes(1))))
                },
                "headersFrom": FieldDocumentation("Request headers with values from Secrets, at most 16.") {
                    $0.count(0...16).keyed(by: "name")
                },
                "tls": FieldDocumentation(
                    "Verification of the server certificate. If absent, the certificate authorities of the system are "
                        + "trusted."
                ),
            ])
    }
}

extension MetricSourceSpec.HeaderFromSecret: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Request header with its value from a Secret.",
            example: Self(name: "", secretRef: .init(name: "", key: "")), required: ["name", "secretRef"],
            [
                "name": FieldDocumentation("Name of the header, such as Authorization.") {
                    $0.length(1...128).pattern("^[A-Za-z0-9-]+$", advice: "write letters, digits and -")
                },
                "secretRef": FieldDocumentation("Secret key that contains the value of the header."),
            ])
    }
}

extension MetricSourceSpec.SecretReference: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Key of a Secret.", example: Self(name: "", key: ""), required: ["name", "key"],
            [
                "namespace": FieldDocumentation(
                    "Namespace of the Secret. It must be the namespace of the operator, which is also the default."
                ) { $0.label() },
                "name": FieldDocumentation("Name of the Secret.") { $0.subdomain() },
                "key": FieldDocumentation("Key in the data of the Secret.") {
                    $0.length(1...253).pattern("^[-._A-Za-z0-9]+$", advice: "write letters, digits, -, _ and .")
                },
            ])
    }
}

extension MetricSourceSpec.TLS: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Verification of the server certificate.", example: Self(),
            [
                "caSecretRef": FieldDocumentation(
                    "Secret key with the trusted certificate authorities in PEM format, instead of those of the system."
                ),
                "insecureSkipVerify": FieldDocumentation(
                    "If true, any certificate is accepted. An attacker on the network can then forge metrics."),
            ])
    }
}

extension MetricSourceStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Last observed state of the source.", example: MetricSourceStatus(),
            [
                "observedGeneration": StatusDocumentation.observedGeneration,
                "conditions": StatusDocumentation.conditions,
                "blindPolicies": FieldDocumentation(
                    "Number of policies without usable data because the source is unreachable; 0 while it is reachable."
                ),
            ])
    }
}
