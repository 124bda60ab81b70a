"""A peer: the folder that its `peer.toml` describes, how it is built, and how long that takes."""

import os
import re
import shutil
import subprocess
import time
import tomllib
from pathlib import Path

from .server import Failure

HERE = Path(__file__).resolve().parent.parent
OUT = HERE / "out"

# What an edit changes, in the source of every peer.
GREETING, EDITED = "Hello, world!", "Hello, earth!"

KEYS = {"name", "language", "package", "code", "document", "env", "arguments", "install", "build", "start", "remove"}


class Peer:
    """One framework, and the service that is written in it."""

    def __init__(self, folder):
        self.folder, self.key = folder, folder.name
        said = tomllib.loads((folder / "peer.toml").read_text())
        if unknown := set(said) - KEYS:
            raise SystemExit(f"{folder.name}/peer.toml: unknown keys {', '.join(sorted(unknown))}")
        self.name, self.language = said["name"], said["language"]
        self.environment = said.get("env", {})
        self.document = said.get("document")
        self.package = said.get("package")
        self.install, self.steps = said.get("install", []), said.get("build", [])
        self.removed = said.get("remove", [])
        self.code = sorted(path for pattern in said["code"] for path in folder.glob(pattern))
        self.binary = OUT / "bin" / self.key if self.package else None
        self.start = [str(self.binary), *said.get("arguments", [])] if self.package else said["start"]

    def lines(self):
        """Lines of code: without those that are empty or a comment."""
        starts = ("#", '"""') if self.language == "Python" else ("//",)
        text = [line.strip() for path in self.code for line in path.read_text().splitlines()]
        return sum(1 for line in text if line and not line.startswith(starts))

    def build(self, profile, is_cold):
        """Installs and builds; returns figures, each a number or the reason why there is none."""
        with open(OUT / f"{self.key}.build.log", "wb") as log:
            if self.package:
                return self._build_rust(profile, is_cold, log)
            return self._build_other(is_cold, log)

    def _build_rust(self, profile, is_cold, log):
        target = HERE / "target" / self.key
        figures = {}
        cargo = ["cargo", "build", "--locked", "--package", self.package]
        run(["cargo", "fetch", "--locked"], HERE, log)
        environment = {"CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": None}
        if is_cold:
            shutil.rmtree(target, ignore_errors=True)
        taken = run([*cargo, "--profile", profile], HERE, log, environment)
        self.binary.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(target / profile / self.package, self.binary)
        if not is_cold:
            return figures
        figures["build_s"] = taken
        # Who waits for the compiler while writing builds without optimization.
        run(cargo, HERE, log, environment)
        figures["rebuild_s"] = self._edited(lambda: run(cargo, HERE, log, environment))
        shutil.rmtree(target)
        return figures

    def _build_other(self, is_cold, log):
        if is_cold:
            for name in self.removed:
                shutil.rmtree(self.folder / name, ignore_errors=True)
        for command in self.install:
            run(command, self.folder, log)
        if not self.steps:
            return {"build_s": "nothing is built", "rebuild_s": "nothing is built"}

        def build():
            return sum(run(command, self.folder, log) for command in self.steps)

        figures = {"build_s": build()}
        if is_cold:
            figures["rebuild_s"] = self._edited(build)
            build()
        return figures

    def _edited(self, build):
        """How long a build takes after a text of one handler was changed."""
        path = next((path for path in self.code if GREETING in path.read_text()), None)
        if path is None:
            raise Failure(f"no file of {self.key} says `{GREETING}`")
        before = path.read_bytes()
        try:
            path.write_text(before.decode().replace(GREETING, EDITED))
            return build()
        finally:
            path.write_bytes(before)

    def size(self):
        """MiB of the program, or why there is none."""
        if self.binary:
            return self.binary.stat().st_size / 2**20
        files = (path for name in self.removed for path in (self.folder / name).rglob("*"))
        size = sum(path.stat().st_size for path in files if path.is_file() and not path.is_symlink())
        return f"no single file: {size / 2**20:.0f} MiB with all that it needs, without the interpreter"


def find(only):
    """The peers, or those that are named."""
    folders = {path.parent.name: path.parent for path in sorted(HERE.glob("*/peer.toml"))}
    if unknown := set(only or []) - set(folders):
        raise SystemExit(f"no peer is called {', '.join(sorted(unknown))}; there are {', '.join(folders)}")
    # Ordain and the service by hand stand first in every table.
    order = sorted(folders, key=lambda key: (key != "ordain", key != "actix", key))
    return [Peer(folders[key]) for key in order if not only or key in only]


def run(command, folder, log, environment=None):
    """Runs a command to its end; returns its seconds."""
    values = os.environ | (environment or {})
    values = {name: value for name, value in values.items() if value is not None}
    log.write(f"$ {' '.join(command)}\n".encode())
    log.flush()
    started = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=values, stdout=log, stderr=log, check=False)
    if done.returncode != 0:
        last = Path(log.name).read_text(errors="replace").strip().splitlines()[-4:]
        text = re.sub(r"\s+", " ", " ".join(last))
        raise Failure(f"`{' '.join(command)}` failed: {text[:300]}")
    return time.monotonic() - started
