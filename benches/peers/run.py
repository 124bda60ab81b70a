#!/usr/bin/env python3
"""The same small service in several frameworks: built, checked, measured in turn, and compared.

README.md says what is measured and how; CONTRACT.md says what every service answers.
"""

import argparse
import dataclasses
import json
import os
import platform
import resource
import secrets
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from bench import contract, load, table
from bench.database import Database
from bench.peer import HERE, OUT, find
from bench.picture import picture
from bench.server import Failure, Server

IDLE = 10_000
STARTS = 5


def main():
    options = arguments()
    for program in ("wrk", "psql"):
        if not shutil.which(program):
            sys.exit(f"{program} is not installed: apt-get install wrk postgresql-client")
    OUT.mkdir(exist_ok=True)
    peers = find(options.only)
    # Drawn anew each time: Ordain refuses one that others could know.
    secret = secrets.token_hex(32)
    endpoints = contract.endpoints(secret)
    if unknown := set(options.endpoints or []) - set(endpoints):
        sys.exit(f"no endpoint is called {', '.join(sorted(unknown))}; there are {', '.join(endpoints)}")
    endpoints = {name: one for name, one in endpoints.items() if not options.endpoints or name in options.endpoints}
    run = Run(options, peers, endpoints, secret)
    run.build()
    run.measure()
    run.report()
    return 1 if run.has_failed() else 0


def arguments():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    names = lambda text: text.split(",")
    options.add_argument("--only", type=names, help="these peers, by their folders: ordain,axum")
    options.add_argument("--endpoints", type=names, help="these endpoints: plaintext,row")
    options.add_argument("--rounds", type=int, default=5, help="how often it is each one's turn")
    options.add_argument("--seconds", type=int, default=5, help="how long an endpoint is asked for in a round")
    options.add_argument("--no-build", action="store_true", help="what was built before, with its figures")
    options.add_argument("--profile", default="release", help="cargo's; another one is built without clocks")
    options.add_argument("--postgres", metavar="URL", default=os.environ.get("POSTGRES_URL"),
                         help="the database, also as POSTGRES_URL: the table peer_rows is made and dropped there")
    options.add_argument("--publish", action="store_true", help="writes FIGURES.md and figures.svg")
    options = options.parse_args()
    if not options.postgres:
        options.error("--postgres says where rows are: postgres://user@127.0.0.1/test")
    if options.rounds < 1 or options.seconds < 1:
        options.error("there is at least one round, of one second")
    return options


class Run:
    """All that is measured in one go."""

    def __init__(self, options, peers, endpoints, secret):
        self.options, self.peers, self.endpoints, self.secret = options, peers, endpoints, secret
        cores = sorted(os.sched_getaffinity(0))
        half = max(1, len(cores) // 2)
        self.server_cores = set(cores[:half])
        self.load_cores = set(cores[half:]) or self.server_cores
        self.database = Database(options.postgres)
        self.results = {peer.key: {"slices": {}, "figures": {}, "failures": {}} for peer in peers}

    def fail(self, peer, what, failure):
        self.results[peer.key]["failures"].setdefault(what, str(failure))
        print(f"{peer.name}: {what}: {failure}", file=sys.stderr, flush=True)

    def is_out(self, peer):
        return "all" in self.results[peer.key]["failures"]

    def has_failed(self):
        return any(result["failures"] for result in self.results.values())

    def build(self):
        """Builds all of them, or takes what was noted when they were built."""
        for peer in self.peers:
            note = OUT / f"{peer.key}.build.json"
            figures = self.results[peer.key]["figures"]
            try:
                if not self.options.no_build:
                    print(f"building {peer.name}", flush=True)
                    is_cold = self.options.profile == "release"
                    built = peer.build(self.options.profile, is_cold)
                    note.write_text(json.dumps(built | {"profile": self.options.profile}))
                if note.exists():
                    figures.update(json.loads(note.read_text()))
                figures["lines"], figures["size_mib"] = peer.lines(), peer.size()
            except (Failure, OSError) as failure:
                self.fail(peer, "all", failure)

    def serve(self, peer):
        url = self.database.url
        return Server(peer, url, self.secret, self.server_cores, OUT / f"{peer.key}.log")

    def measure(self):
        """Checks each one, then gives them turns: A B C, B C A, …"""
        self.database.make()
        for peer in self.peers:
            if not self.is_out(peer):
                self.check(peer)
        for number in range(self.options.rounds):
            at = number % len(self.peers)
            for peer in self.peers[at:] + self.peers[:at]:
                if not self.is_out(peer):
                    print(f"round {number + 1} of {self.options.rounds}: {peer.name}", flush=True)
                    self.turn(peer)
        for peer in self.peers:
            if not self.is_out(peer):
                self.idle(peer)
        self.database.drop()

    def check(self, peer):
        try:
            with self.serve(peer) as server:
                faults = contract.check(server.port, self.secret, peer.document)
            self.database.empty()
            if faults:
                raise Failure("wrong answers: " + "; ".join(faults))
            starts = self.results[peer.key]["figures"].setdefault("start_ms", [])
            for _ in range(STARTS):
                with self.serve(peer) as server:
                    starts.append(server.start_ms)
        except (Failure, OSError) as failure:
            self.fail(peer, "all", failure)

    def turn(self, peer):
        """A new process, asked for one endpoint after the other."""
        figures, slices = self.results[peer.key]["figures"], self.results[peer.key]["slices"]
        try:
            with self.serve(peer) as server:
                figures.setdefault("idle_mib", []).append(server.memory())
                for name, endpoint in self.endpoints.items():
                    try:
                        slices.setdefault(name, []).append(self.slice(server, endpoint))
                    except Failure as failure:
                        self.fail(peer, name, failure)
                figures.setdefault("loaded_mib", []).append(server.memory())
        except (Failure, OSError) as failure:
            self.fail(peer, "all", failure)

    def slice(self, server, endpoint):
        file = OUT / "wrk.lua"
        load.wrk(server, endpoint, 1, self.load_cores, file)
        found = load.wrk(server, endpoint, self.options.seconds, self.load_cores, file)
        if endpoint.writes:
            self.database.empty()
        return dataclasses.asdict(found)

    def idle(self, peer):
        """Many connections that say nothing, and some that go on asking."""
        figures = self.results[peer.key]["figures"]
        endpoint = contract.endpoints(self.secret)["plaintext"]
        try:
            with self.serve(peer) as server:
                idle = load.Idle(server.port, IDLE)
                try:
                    found = load.wrk(server, endpoint, 2, self.load_cores, OUT / "wrk.lua")
                    figures["idle_10k_mib"] = server.memory()
                    figures["idle_held"], figures["idle_rate"] = idle.held(), found.rate
                finally:
                    idle.close()
        except (Failure, OSError) as failure:
            for what in ("idle_held", "idle_rate", "idle_10k_mib"):
                self.fail(peer, what, failure)

    def conditions(self):
        """One paragraph: where, how long, and with what."""
        model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                      if line.startswith("model name")), platform.machine())
        rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=False).stdout.split()
        return (f"{model}, {len(os.sched_getaffinity(0))} cores, of which {len(self.server_cores)} for the server; "
                f"Linux {platform.release()}, rustc {rustc[1] if len(rustc) > 1 else '–'}; "
                f"{self.options.rounds} rounds of {self.options.seconds} s, {load.CONNECTIONS} connections; "
                f"{self.profiles()}; medians.")

    def profiles(self):
        """With which profiles of cargo the services were built."""
        names = {result["figures"].get("profile", "of which nothing is known") for result in self.results.values()}
        return "profile " + ", ".join(sorted(names))

    def report(self):
        """Writes the tables and the picture, and prints the tables."""
        (OUT / "results.json").write_text(json.dumps(self.results, indent=1))
        tables = table.Tables(self.peers, self.endpoints, self.results)
        text, drawn = tables.markdown(self.conditions()), picture(tables)
        for folder, prefix in [(OUT, "figures"), (HERE, "FIGURES")][: 1 + self.options.publish]:
            (folder / f"{prefix}.md").write_text(text)
            (folder / "figures.svg").write_text(drawn)
        print("\n" + text)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    # Ended from outside, it ends its servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
