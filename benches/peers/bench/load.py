"""The load: wrk, which is a small program that costs little, and connections that only wait."""

import json
import os
import socket
import subprocess
from dataclasses import dataclass

from .server import Failure

CONNECTIONS = 32

# Requests by turns are written once, at the start: Lua only hands them out.
SCRIPT = """
local paths = { %(paths)s }
wrk.method, wrk.body = %(method)s, %(body)s
%(headers)s
if #paths > 1 then
  local requests, at = {}, 0
  function init()
    for number, path in ipairs(paths) do requests[number] = wrk.format(nil, path) end
  end
  function request()
    at = at %% #requests + 1
    return requests[at]
  end
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("figures %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.timeout + e.status, latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass
class Slice:
    """What a server has shown in one slice of time."""

    rate: float
    cpu_us: float
    p50_us: float
    p99_us: float


def quoted(text):
    return json.dumps(text) if text else "nil"


def script(endpoint, path):
    """Writes what wrk shall do."""
    headers = [f"wrk.headers[{quoted(name)}] = {quoted(value)}" for name, value in endpoint.headers.items()]
    path.write_text(SCRIPT % {
        "paths": ", ".join(quoted(path) for path in endpoint.paths),
        "method": quoted(endpoint.method),
        "body": quoted(endpoint.body),
        "headers": "\n".join(headers),
    })


def wrk(server, endpoint, seconds, cores, file):
    """Asks for so many seconds; every answer must be a good one."""
    script(endpoint, file)
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    command = ["wrk", "-t", str(len(cores)), "-c", str(CONNECTIONS), "-d", f"{seconds}s", "--timeout", "10s",
               "-s", str(file), f"http://127.0.0.1:{server.port}{endpoint.paths[0]}"]
    try:
        before = server.cpu()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        after = server.cpu()
    finally:
        os.sched_setaffinity(0, own)
    line = next((line for line in done.stdout.splitlines() if line.startswith("figures ")), None)
    if line is None:
        raise Failure(f"wrk: {(done.stderr or done.stdout).strip()[:200]}")
    requests, duration, errors, p50, p99 = map(int, line.split()[1:])
    if errors or not requests:
        raise Failure(f"{errors} of {requests} requests failed")
    return Slice(requests / duration * 1e6, (after - before) / requests * 1e6, p50, p99)


REQUEST = b"GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


# So many are opened at once: quickly, and without a queue that is too long for a server.
BATCH = 200


class Idle:
    """Connections that have asked once and then say nothing."""

    def __init__(self, port, count):
        self.sockets = []
        try:
            for _ in range(0, count, BATCH):
                batch = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(BATCH)]
                self.sockets += batch
                for connection in batch:
                    connection.sendall(REQUEST)
                if not all(connection.recv(4096).startswith(b"HTTP/1.1 200") for connection in batch):
                    raise Failure(f"one of {len(self.sockets)} connections was refused")
        except OSError as error:
            raise Failure(f"only {len(self.sockets)} connections could be opened: {error}") from error
        finally:
            if len(self.sockets) < count:
                self.close()

    def held(self):
        """How many of them the server has not closed."""
        held = 0
        for connection in self.sockets:
            connection.setblocking(False)
            try:
                held += bool(connection.recv(1))
            except BlockingIOError:
                held += 1
            except OSError:
                pass
        return held

    def close(self):
        for connection in self.sockets:
            connection.close()

