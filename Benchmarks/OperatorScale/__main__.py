"""Measures the operator at the size that it is made for, on this machine: a sandbox, a real Prometheus with some hours
of history, and `evenkeel run` beside them. Takes about ten minutes, two cores and 4 GiB.

    python3 Benchmarks/OperatorScale [--policies 1000] [--pods 10000] [--signals anomaly,anomaly,anomaly] [--minutes 3]

Needs prometheus and promtool (Debian: apt-get install prometheus) and a release build of evenkeel. Exits with 0 where all
targets are reached, 1 where one is missed.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import cluster  # noqa: E402
import sources  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
# The allocator's settings, as the image has them.
SHIPPED = dict(re.findall(r"(MALLOC_\w+)=(\d+)", (Path(__file__).parents[2] / "Dockerfile").read_text(encoding="utf-8")))
# Whatever the operator may write; leases are counted by themselves.
WRITTEN = [f"{cluster.GROUP}/{kind}" for kind in ["remediationpolicies", "remediations", "guardrails", "metricsources"]] \
    + ["/apis/events.k8s.io/v1/events"]


def say(text):
    print(text, file=sys.stderr, flush=True)


class Operator:
    """`evenkeel run`, for as long as the block runs."""

    def __init__(self, evenkeel, kubeconfig, folder):
        self.address = f"127.0.0.1:{sources.free_port()}"
        self.log = open(f"{folder}/operator.log", "a", encoding="utf-8")
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            [evenkeel, "run", "--kubeconfig", kubeconfig, "--own-namespace", "evenkeel", "--listen", self.address],
            stderr=self.log, stdout=self.log, env={**os.environ, **SHIPPED})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def memory(self):
        """Resident now, at most so far, and now without the pages of files, in MiB."""
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            fields = dict(line.split(":", 1) for line in file)
        return tuple(int(fields[name].split()[0]) / 1024 for name in ["VmRSS", "VmHWM", "RssAnon"])

    def cpu(self):
        """Seconds of processor time so far."""
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def metric(self, name):
        """The sum over a family; 0 while it does not answer."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/metrics") as answer:
                return sum(float(line.rsplit(" ", 1)[1]) for line in answer.read().decode().splitlines()
                           if line.startswith((name + " ", name + "{")))
        except OSError:
            return 0.0

    def wait_for_looks(self, count, seconds=900):
        deadline = time.time() + seconds
        while self.metric("evenkeel_policy_evaluations_total") < count:
            if time.time() > deadline or self.process.poll() is not None:
                with open(self.log.name, encoding="utf-8") as log:
                    say("".join(log.readlines()[-10:]))
                raise SystemExit(f"only {self.metric('evenkeel_policy_evaluations_total'):.0f} of {count} looks were made, "
                                 f"{self.cpu()} s of processor time")
            time.sleep(0.2)
        return time.perf_counter() - self.begun


class Measurement:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.rows = []

    def row(self, what, value, unit, target=None):
        self.rows.append({"what": what, "value": round(value, 2), "unit": unit, "target": target})
        say(f"  {what}: {value:.2f} {unit}")

    def operator(self, kubeconfig):
        return Operator(self.options.operator or self.options.evenkeel, kubeconfig, self.folder)

    def cold_start(self, sandbox, probe):
        """From the start of the process to a stored evaluation, where there is one policy."""
        path = f"{cluster.GROUP}/namespaces/probe/remediationpolicies"
        stored = []
        sandbox.api.watch(path, lambda _, policy: stored.append(time.perf_counter())
                          if policy.get("status", {}).get("signals") else None)
        times = []
        for _ in range(5):
            sandbox.api.create(path, cluster.policy("cold", ["errorRate"], "30s", source="probe"))
            stored.clear()
            with self.operator(sandbox.kubeconfig) as operator:
                while not stored:
                    time.sleep(0.01)
                times.append(stored[0] - operator.begun)
            sandbox.api.request("DELETE", f"{path}/cold")
        self.row("cold start to the first stored evaluation, one policy, worst of 5", max(times), "s", 1)

    def pods_only(self, sandbox):
        with self.operator(sandbox.kubeconfig) as operator:
            deadline = time.time() + 60
            while not operator.metric("evenkeel_leader") and time.time() < deadline:
                time.sleep(0.5)
            time.sleep(30)
            now, peak, anonymous = operator.memory()
            self.row("resident with the pods watched and no policy", now, "MiB", 64)
            self.row("of it anonymous", anonymous, "MiB")
            self.row("its peak", peak, "MiB")

    def steady(self, sandbox, probe):
        options = self.options
        counts = {path: 0 for path in WRITTEN}
        leases = [0]

        def count(path):
            counts[path] += 1

        for path in WRITTEN:
            sandbox.api.watch(path, lambda *_, path=path: count(path))
        sandbox.api.watch("/apis/coordination.k8s.io/v1/namespaces/evenkeel/leases",
                          lambda *_: leases.__setitem__(0, leases[0] + 1))
        with self.operator(sandbox.kubeconfig) as operator:
            self.row("start to every policy evaluated", operator.wait_for_looks(options.policies), "s")
            self.row("processor time until then", operator.cpu(), "s")
            self.row("resident then, peak", operator.memory()[1], "MiB")
            # Until each has been evaluated some times, and the first words are written.
            time.sleep(options.warmup)
            before = dict(counts), leases[0], operator.cpu(), operator.metric("evenkeel_policy_evaluations_total"), time.time()
            resident = []
            while time.time() < before[4] + options.minutes * 60:
                resident.append(operator.memory()[0])
                time.sleep(1)
            seconds = time.time() - before[4]
            self.row("resident with baselines, highest", max(resident), "MiB", 128)
            self.row("of it anonymous at the end", operator.memory()[2], "MiB")
            self.row("peak since the start", operator.memory()[1], "MiB")
            self.row("processor, all work included", (operator.cpu() - before[2]) / seconds * 100, "% of a core", 5)
            self.row("looks a second", (operator.metric("evenkeel_policy_evaluations_total") - before[3]) / seconds, "")
            self.row("lease renewals", leases[0] - before[1], "")
            self.row("other writes", sum(counts.values()) - sum(before[0].values()), "", 0)
            for path in WRITTEN:
                if counts[path] != before[0][path]:
                    say(f"    {path}: {counts[path] - before[0][path]}")
            self.latency(sandbox, probe)
            say(f"  resident after that {operator.memory()[0]:.1f} MiB")

    def latency(self, sandbox, probe):
        """From a request for another evaluation to the first query, which lies behind the watch event and the decision."""
        path = f"{cluster.GROUP}/namespaces/probe/remediationpolicies"
        sandbox.api.create(path, cluster.policy("probe", ["errorRate"], "1h", source="probe"))
        time.sleep(3)
        times = []
        for turn in range(self.options.probes):
            probe.asked.clear()
            begun = time.perf_counter()
            sandbox.api.request("PATCH", f"{path}/probe", {"metadata": {"annotations": {
                "evenkeel.dev/refresh": str(turn)}}}, "application/merge-patch+json")
            if probe.asked.wait(10):
                times.append((probe.at - begun) * 1000)
            time.sleep(0.05)
        times.sort()
        self.row("change of a policy to its first query, median", times[len(times) // 2], "ms")
        self.row("the same, 99th percentile", times[int(len(times) * 0.99)], "ms", 20)

    def run(self):
        options = self.options
        applications = [(f"team-{number % options.namespaces}", f"app-{number}") for number in range(options.policies)]
        probe = sources.Probe()
        with cluster.Sandbox(options.evenkeel, self.folder) as sandbox:
            api = sandbox.api
            for name in ["evenkeel", "probe"]:
                api.create("/api/v1/namespaces", cluster.namespace(name))
            api.create(f"{cluster.GROUP}/metricsources", cluster.metric_source("probe", probe.address))
            self.cold_start(sandbox, probe)
            say("filling the cluster")
            begun = time.time()
            pods = cluster.fill(api, applications, options.pods)
            say(f"{pods} pods are ready after {time.time() - begun:.0f} s")
            self.pods_only(sandbox)
            say("making the history")
            with sources.Prometheus(self.folder, [name for _, name in applications], options.hours) as prometheus:
                api.create(f"{cluster.GROUP}/metricsources", cluster.metric_source("default", prometheus.address))
                api.create(f"{cluster.GROUP}/guardrails", cluster.GUARDRAIL)
                cluster.create_policies(api, applications, options.signals.split(","), options.interval)
                say("running")
                self.steady(sandbox, probe)

    def report(self):
        print(f"\n{self.options.policies} policies with {self.options.signals}, {self.options.pods} pods in "
              f"{self.options.namespaces} namespaces, interval {self.options.interval}, {self.options.hours} h of history\n")
        print("| | measured | target |\n|---|---|---|")
        for row in self.rows:
            target = "" if row["target"] is None else f"{row['target']} {row['unit']}".strip()
            print(f"| {row['what']} | {row['value']:g} {row['unit']} | {target} |")
        missed = [row["what"] for row in self.rows if row["target"] is not None and row["value"] > row["target"]]
        print("\n" + ("missed: " + ", ".join(missed) if missed else "all targets are reached"))
        if self.options.json:
            Path(self.options.json).write_text(json.dumps(self.rows, indent=1), encoding="utf-8")
        return 1 if missed else 0


def main():
    root = Path(__file__).resolve().parent.parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evenkeel", default=str(root / ".build/release/evenkeel"))
    parser.add_argument("--operator", help="another evenkeel to measure; the sandbox stays with --evenkeel")
    parser.add_argument("--policies", type=int, default=1000)
    parser.add_argument("--pods", type=int, default=10_000)
    parser.add_argument("--namespaces", type=int, default=20)
    parser.add_argument("--signals", default="anomaly,anomaly,anomaly", help="kinds: " + ", ".join(cluster.SIGNALS))
    parser.add_argument("--interval", default="30s")
    parser.add_argument("--hours", type=int, default=6, help="of history in Prometheus")
    parser.add_argument("--warmup", type=int, default=75, help="seconds after the first looks")
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--probes", type=int, default=300, help="changes whose way is timed")
    parser.add_argument("--json", help="also write the rows to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measurement = Measurement(options, folder)
        measurement.run()
        sys.exit(measurement.report())


if __name__ == "__main__":
    main()
