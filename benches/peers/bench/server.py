"""A server of a peer: started, looked at from outside, and stopped."""

import base64
import http.client
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")

# How long a server may take until it answers.
PATIENCE = 60


class Failure(Exception):
    """What goes below the table in place of a figure."""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A process with all that it has begun."""

    def __init__(self, peer, url, secret, cores, log):
        self.port = free_port()
        values = {"port": str(self.port), "workers": str(len(cores)), "secret": secret, "url": url,
                  "secret64": base64.b64encode(secret.encode()).decode()}
        environment = os.environ | {
            "PORT": values["port"],
            "WORKERS": values["workers"],
            "TOKIO_WORKER_THREADS": values["workers"],
            "JWT_SECRET": secret,
            "DATABASE_URL": url,
        }
        for name, text in peer.environment.items():
            environment[name] = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], text)
        # A child has the cores of its parent: no other program stands between both.
        own = os.sched_getaffinity(0)
        os.sched_setaffinity(0, cores)
        try:
            started = time.perf_counter()
            with open(log, "ab") as output:
                self.process = subprocess.Popen(peer.start, cwd=peer.folder, env=environment, stdout=output,
                                                stderr=output, stdin=subprocess.DEVNULL, start_new_session=True)
        finally:
            os.sched_setaffinity(0, own)
        self.log = log
        try:
            self._wait()
        except Failure:
            self.stop()
            raise
        self.start_ms = (time.perf_counter() - started) * 1000

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def _wait(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                last = Path(self.log).read_text(errors="replace").strip().splitlines()[-3:]
                raise Failure(f"the server ended at its start: {' '.join(last)[:400]}")
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/plaintext")
                status = connection.getresponse().status
                connection.close()
                if status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.0005)
        raise Failure(f"no answer in {PATIENCE} s")

    def stop(self):
        """Asks all of them to end, then makes them."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(10)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
            break
        self.process.wait()

    def processes(self):
        """The server and what it has begun, which share its session."""
        found = []
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    fields = _stat(entry)
                except OSError:
                    continue
                if int(fields[3]) == self.process.pid:
                    found.append(entry)
        return found

    def cpu(self):
        """CPU seconds of all of them, in user space and in the kernel, also of those that have ended."""
        total = 0
        for entry in self.processes():
            try:
                fields = _stat(entry)
            except OSError:
                continue
            total += sum(int(ticks) for ticks in fields[11:15])
        return total / TICKS

    def memory(self):
        """MiB that all of them have in memory."""
        total = 0
        for entry in self.processes():
            try:
                status = Path(f"/proc/{entry}/status").read_text()
            except OSError:
                continue
            if found := re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE):
                total += int(found[1])
        return total / 1024


def _stat(entry):
    """The fields after the name, which may hold anything."""
    return Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
