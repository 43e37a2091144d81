extension MetricSourceSpec: Noted {
    static let kinds = ["prometheus", "alertmanager", "loki"]

    static var notes: Notes {
        Notes(
            "Where the source is and who may use it; exactly one of \(kinds.joined(separator: ", ")) is set.",
            example: MetricSourceSpec(), rules: [.exactlyOne(of: kinds)],
            [
                "prometheus": Note(
                    "Prometheus, or what answers the same API, such as Thanos, Mimir or VictoriaMetrics."),
                "alertmanager": Note("Alertmanager, for alert signals and for a guardrail's silences."),
                "loki": Note("Loki, for signals counted from logs."),
                "staleAfter": Note("A sample older than this by its own timestamp is stale: evidence for nothing.") {
                    $0.rule(.lasting)
                },
                "allowedNamespaces": Note("Namespaces whose policies may use the source; * is all, empty is none.") {
                    $0.count(0...1000).unique().each {
                        $0.length(1...63).pattern(
                            #"^(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)$"#, advice: "write a namespace's name, or * for all")
                    }
                },
            ])
    }
}

extension MetricSourceSpec.Endpoint: Noted {
    static var notes: Notes {
        Notes(
            "An HTTP API.", example: Self(address: ""), required: ["address"],
            [
                "address": Note("The URL that the API's paths are appended to, without user, query and fragment.") {
                    $0.length(1...2048).rule(.httpAddress)
                },
                "timeout": Note("Time for one request, 100ms to 1m.") {
                    $0.rule(.duration(.seconds(0.1)...(.minutes(1))))
                },
                "headersFrom": Note("Request headers whose values are in Secrets; at most 16.") {
                    $0.count(0...16).keyed(by: "name")
                },
                "tls": Note("How the server's certificate is checked; by default against the system's authorities."),
            ])
    }
}

extension MetricSourceSpec.HeaderFromSecret: Noted {
    static var notes: Notes {
        Notes(
            "A request header whose value is in a Secret.",
            example: Self(name: "", secretRef: .init(name: "", key: "")), required: ["name", "secretRef"],
            [
                "name": Note("The header's name, such as Authorization.") {
                    $0.length(1...128).pattern("^[A-Za-z0-9-]+$", advice: "write letters, digits and -")
                },
                "secretRef": Note("Where the header's value is."),
            ])
    }
}

extension MetricSourceSpec.SecretReference: Noted {
    static var notes: Notes {
        Notes(
            "One entry of a Secret.", example: Self(name: "", key: ""), required: ["name", "key"],
            [
                "namespace": Note(
                    "The Secret's namespace: the operator's own, which is also what is meant where none is given."
                ) { $0.label() },
                "name": Note("The Secret's name.") { $0.subdomain() },
                "key": Note("The key of the entry in the Secret's data.") {
                    $0.length(1...253).pattern("^[-._A-Za-z0-9]+$", advice: "write letters, digits, -, _ and .")
                },
            ])
    }
}

extension MetricSourceSpec.TLS: Noted {
    static var notes: Notes {
        Notes(
            "How the server's certificate is checked.", example: Self(),
            [
                "caSecretRef": Note("Certificate authorities in PEM that are trusted instead of the system's."),
                "insecureSkipVerify": Note("true accepts any certificate: whoever sits in between can lie."),
            ])
    }
}

extension MetricSourceStatus: Noted {
    static var notes: Notes {
        Notes(
            "What Evenkeel last saw of the source.", example: MetricSourceStatus(),
            [
                "observedGeneration": StatusNotes.observedGeneration, "conditions": StatusNotes.conditions,
                "blindPolicies": Note(
                    "How many policies see nothing because the source cannot be reached; 0 while it can."),
            ])
    }
}
