"""The programs that run beside the benchmark: a sandbox, a Prometheus that scrapes as rarely as real ones do, and the
operator."""
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import cluster
import sources

SOURCE = "scraped"
OWN_NAMESPACE = "evenkeel"


class Program:
    """A process for as long as the block runs. What it prints is kept in the folder."""

    def __init__(self, name, folder, arguments):
        self.name, self.log = name, f"{folder}/{name}.log"
        with open(self.log, "w", encoding="utf-8") as log:
            # A session of its own: Ctrl-C ends the benchmark, which then ends its programs in order. Their temporary
            # folders lie in the benchmark's, so that nothing stays behind one that has to be killed.
            self.process = subprocess.Popen(arguments, stdout=log, stderr=log, start_new_session=True,
                                            env={**os.environ, "TMPDIR": folder})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            pass
        # Whatever is left of the group: the sandbox ends its own Prometheus, unless it was killed.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def printed(self):
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def check(self):
        if self.process.poll() is not None:
            self.fail(f"{self.name} ended with {self.process.returncode}")

    def fail(self, what):
        print(f"{what}; it printed:\n{self.printed()[-2000:]}", file=sys.stderr)
        # Not the 1 of a missed aim.
        raise SystemExit(2)

    def wait_for(self, what, answer, seconds=60):
        """Asks until there is an answer."""
        deadline = time.time() + seconds
        while time.time() < deadline:
            self.check()
            found = answer()
            if found:
                return found
            time.sleep(0.1)
        self.fail(f"{what} did not come within {seconds} s")


class Sandbox(Program):
    """`evenkeel sandbox --prometheus`. Its own Prometheus scrapes every second, which nobody's does; only the page
    that it scrapes is of use here."""

    def __init__(self, evenkeel, folder):
        self.kubeconfig = f"{folder}/kubeconfig"
        super().__init__("sandbox", folder, [evenkeel, "sandbox", "--prometheus", "--kubeconfig", self.kubeconfig])

    def __enter__(self):
        try:
            self.connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def connect(self):
        own = self.wait_for("the address of the sandbox's Prometheus",
                            lambda: re.search(r"Prometheus serves (http://\S+)", self.printed()))
        with open(self.kubeconfig, encoding="utf-8") as file:
            self.api = cluster.API(re.search(r"server: \"?([^\s\"]+)", file.read()).group(1))
        targets = self.wait_for("the exporter among the targets of the sandbox's Prometheus", lambda: [
            target["scrapeUrl"] for target in ask(f"{own.group(1)}/api/v1/targets").get("activeTargets", [])])
        self.exporter = urllib.parse.urlsplit(targets[0]).netloc


class Prometheus(Program):
    def __init__(self, folder, exporter, interval):
        configuration = f"{folder}/prometheus.yml"
        with open(configuration, "w", encoding="utf-8") as file:
            json.dump({
                "global": {"scrape_interval": f"{interval}s", "scrape_timeout": f"{min(10, interval)}s"},
                "scrape_configs": [{"job_name": "applications", "honor_labels": True,
                                    "static_configs": [{"targets": [exporter]}]}]}, file)
        port = sources.free_port()
        self.address = f"http://127.0.0.1:{port}"
        super().__init__("prometheus", folder, [
            "prometheus", f"--config.file={configuration}", f"--storage.tsdb.path={folder}/data",
            f"--web.listen-address=127.0.0.1:{port}", "--log.level=warn"])

    def samples(self, selector, seconds):
        """The raw samples of the last seconds, a list of (time, value) for each series."""
        query = urllib.parse.urlencode({"query": f"{selector}[{seconds:.0f}s]"})
        return [[(time_, float(value)) for time_, value in series["values"]]
                for series in ask(f"{self.address}/api/v1/query?{query}").get("result", [])]


class Operator(Program):
    """`evenkeel run`, with leader election, as the chart runs it. The audit log has its times to the microsecond; the
    status of a Remediation has whole seconds."""

    def __init__(self, evenkeel, folder, kubeconfig):
        self.audit = f"{folder}/audit.log"
        self.reader, self.line = None, ""
        super().__init__("operator", folder, [
            evenkeel, "run", "--kubeconfig", kubeconfig, "--own-namespace", OWN_NAMESPACE, "--listen", "127.0.0.1:0",
            "--audit-log", self.audit, "--audit-log-size", "1024"])

    def audited(self):
        """The lines of the audit log that were completed since the last call."""
        if self.reader is None and not os.path.exists(self.audit):
            return
        self.reader = self.reader or open(self.audit, encoding="utf-8")
        for piece in self.reader:
            self.line += piece
            if self.line.endswith("\n"):
                yield json.loads(self.line)
                self.line = ""


def ask(address):
    """The data of an answer of Prometheus; nothing while it does not answer."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return json.load(answer)["data"]
    except OSError:
        return {}
