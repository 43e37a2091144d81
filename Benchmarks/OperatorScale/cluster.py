"""The cluster that the operator watches: a sandbox, filled over its API."""
import concurrent.futures
import http.client
import json
import re
import subprocess
import threading
import time
import urllib.parse

GROUP = "/apis/evenkeel.dev/v1alpha1"


class API:
    """The Kubernetes API, as far as it is needed here; one connection for each thread."""

    def __init__(self, server):
        self.address = urllib.parse.urlsplit(server)
        self.local = threading.local()

    def connect(self, timeout=60):
        return http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=timeout)

    def request(self, method, path, body=None, content_type="application/json"):
        connection = getattr(self.local, "connection", None) or self.connect()
        self.local.connection = connection
        connection.request(method, path, None if body is None else json.dumps(body), {"Content-Type": content_type})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:500].decode()}")
        return json.loads(text)

    def create(self, path, body):
        return self.request("POST", path, body)

    def create_all(self, objects):
        """Creates (path, body) pairs, a few at a time."""
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for _ in pool.map(lambda pair: self.create(*pair), objects):
                pass

    def items(self, path, limit=500):
        token = ""
        while True:
            page = self.request("GET", f"{path}?limit={limit}&continue={urllib.parse.quote(token)}")
            yield from page["items"]
            token = page["metadata"].get("continue", "")
            if not token:
                return

    def watch(self, path, seen):
        """Calls seen(type, object) for each change from now on, in a thread of its own."""
        version = self.request("GET", f"{path}?limit=1")["metadata"]["resourceVersion"]

        def read():
            connection = self.connect(timeout=None)
            connection.request("GET", f"{path}?watch=true&resourceVersion={version}")
            for line in connection.getresponse():
                event = json.loads(line)
                seen(event["type"], event["object"])

        threading.Thread(target=read, daemon=True).start()


class Sandbox:
    """`evenkeel sandbox`, for as long as the block runs."""

    def __init__(self, evenkeel, folder):
        self.kubeconfig = f"{folder}/kubeconfig"
        self.process = subprocess.Popen(
            [evenkeel, "sandbox", "--kubeconfig", self.kubeconfig], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if "export KUBECONFIG=" in line:
                break
        else:
            raise SystemExit("the sandbox did not start")
        with open(self.kubeconfig, encoding="utf-8") as file:
            self.api = API(re.search(r"server: \"?([^\s\"]+)", file.read()).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def node(number):
    resources = {"cpu": "64", "memory": "256Gi", "pods": "500"}
    return {"apiVersion": "v1", "kind": "Node", "metadata": {"name": f"large-{number}"},
            "status": {"capacity": resources, "allocatable": resources,
                       "conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady"}]}}


def deployment(name, replicas):
    """About as large as those of real services: a sidecar, probes, some thirty variables, resources, annotations."""
    def container(image, variables):
        return {
            "name": image, "image": f"registry.example.com/platform/{image}:2026.11.21-3f2a9c1",
            "ports": [{"name": "http", "containerPort": 8080}, {"name": "metrics", "containerPort": 9090}],
            "env": [{"name": f"{image.upper()}_SETTING_{index}", "value": f"https://{name}-{index}.example.com/v1"}
                    for index in range(variables)],
            "resources": {"requests": {"cpu": "10m", "memory": "32Mi"}, "limits": {"memory": "512Mi"}},
            "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}, "periodSeconds": 5},
            "livenessProbe": {"httpGet": {"path": "/live", "port": 8080}, "initialDelaySeconds": 20},
            "securityContext": {"runAsNonRoot": True, "readOnlyRootFilesystem": True,
                                "capabilities": {"drop": ["ALL"]}},
            "volumeMounts": [{"name": "temporary", "mountPath": "/tmp"}],
        }
    labels = {"app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "scale", "app": name}
    return {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name, "labels": labels},
        "spec": {
            "replicas": replicas, "selector": {"matchLabels": {"app": name}},
            "template": {
                "metadata": {"labels": labels, "annotations": {
                    "prometheus.io/scrape": "true", "prometheus.io/port": "9090",
                    "checksum/configuration": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}},
                "spec": {"containers": [container("service", 24), container("proxy", 8)],
                         "volumes": [{"name": "temporary", "emptyDir": {}}]},
            },
        },
    }


SIGNALS = {
    "errorRate": lambda source, name, _: {"errorRate": {
        "source": source, "errors": f'sum(increase(app_errors_total{{app="{name}"}}[2m]))',
        "requests": f'sum(increase(app_requests_total{{app="{name}"}}[2m]))', "limit": "5%"}},
    "anomaly": lambda source, name, index: {"anomaly": {
        "source": source, "direction": "Above", "minimumDeviation": "20%", "query": [
            f'max(app_latency_seconds{{app="{name}"}})', f'sum(rate(app_requests_total{{app="{name}"}}[2m]))',
            f'max(app_queue_length{{app="{name}"}})'][index % 3]}},
    "workload": lambda source, name, _: {"workload": {"condition": "CrashLooping", "for": "2m"}},
}
ACTIONS = [
    {"rollback": {"to": "LastHealthy"}}, {"restart": {"pods": "Unhealthy", "maximumUnavailable": 1}},
    {"scale": {"by": "50%", "maximum": 40, "lease": "30m"}},
]


def policy(name, kinds, interval, source="default", mode="Automatic"):
    signals = [dict(SIGNALS[kind](source, name, index), name=f"signal-{index}") for index, kind in enumerate(kinds)]
    rules = [{"name": f"rule-{index}", "when": {"any": [signal["name"]]}, "consecutive": 2,
              "action": ACTIONS[index % 3], "verify": {"within": "5m", "recovered": 3}}
             for index, signal in enumerate(signals)]
    return {
        "apiVersion": "evenkeel.dev/v1alpha1", "kind": "RemediationPolicy", "metadata": {"name": name},
        "spec": {"mode": mode, "owner": "scale", "serviceAccountName": "remediator", "interval": interval,
                 "targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": name},
                 "signals": signals, "rules": rules}}


def metric_source(name, address):
    return {"apiVersion": "evenkeel.dev/v1alpha1", "kind": "MetricSource", "metadata": {"name": name},
            "spec": {"prometheus": {"address": address}, "allowedNamespaces": ["*"]}}


GUARDRAIL = {
    "apiVersion": "evenkeel.dev/v1alpha1", "kind": "Guardrail", "metadata": {"name": "everything"},
    "spec": {"budgets": {"concurrent": 5, "perHour": 20},
             "circuitBreaker": {"unhealthyTargets": "30%", "minimumTargets": 5, "resetAfter": "15m"}}}


def namespace(name):
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


def fill(api, applications, pods):
    """Makes the applications, and waits until all their pods are ready."""
    per_application = pods // len(applications)
    api.create_all([("/api/v1/nodes", node(number)) for number in range(pods // 400)])
    spaces = sorted({space for space, _ in applications})
    api.create_all([("/api/v1/namespaces", namespace(space)) for space in spaces])
    api.create_all([(f"/apis/apps/v1/namespaces/{space}/deployments", deployment(name, per_application))
                    for space, name in applications])
    deadline = time.time() + 900
    while time.time() < deadline:
        ready = sum(item.get("status", {}).get("readyReplicas", 0)
                    for item in api.items("/apis/apps/v1/deployments"))
        if ready == per_application * len(applications):
            return ready
        time.sleep(2)
    raise SystemExit(f"only {ready} of {pods} pods became ready")


def create_policies(api, applications, kinds, interval):
    api.create_all([(f"{GROUP}/namespaces/{space}/remediationpolicies", policy(name, kinds, interval))
                    for space, name in applications])
