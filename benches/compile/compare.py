#!/usr/bin/env python3
"""What does it cost the compiler that a crate was generated?

Writes two crates into `target/compile`, both of 51 tables and 100 routes: one of models and routes,
one of what a user of actix-web, diesel-async, utoipa, validator and serde writes for the same API.
Then times rustc on each, in CPU seconds of the crate alone. README.md says how it is judged.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "target" / "compile"
TARGET = OUT / "target"

# Two tables and four routes each.
PAIRS = 25
MOST = 1.3

GENERATED = """
ordain = { path = "%(root)s/runtime", default-features = false, features = ["docs", %(backends)s] }
"""

BY_HAND = """
actix-web = { version = "4.18", default-features = false, features = ["macros"] }
chrono = { version = "0.4", default-features = false, features = ["clock", "serde", "std"] }
deadpool = { version = "0.13", default-features = false, features = ["managed", "rt_tokio_1"] }
diesel = { version = "~2.3.14", default-features = false, features = ["32-column-tables", "chrono", "sqlite", "returning_clauses_for_sqlite_3_35"] }
diesel-async = { version = "0.9.2", default-features = false, features = ["deadpool", %(backends)s] }
libsqlite3-sys = { version = ">=0.30.1, <0.39", features = ["bundled"] }
percent-encoding = "2"
serde = { version = "1", features = ["derive"] }
tracing = "0.1"
utoipa = { version = "6", default-features = false, features = ["macros", "actix_extras", "chrono"] }
utoipa-swagger-ui = { version = "10", default-features = false, features = ["actix-web", "vendored", "minified", "gzip"] }
validator = { version = "0.21", features = ["derive"] }
"""

WORKSPACE = """[workspace]
resolver = "3"
members = ["generated", "by_hand"]

[profile.dev]
debug = "line-tables-only"

[profile.dev.package."*"]
debug = false
"""


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--servers", action="store_true", help="PostgreSQL and MySQL beside SQLite")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--only", choices=["generated", "by_hand"])
    options.add_argument("--steps", default="check,recheck,build,rebuild")
    options = options.parse_args()
    write(options.servers)
    crates = [options.only] if options.only else ["generated", "by_hand"]
    steps = options.steps.split(",")
    for crate in crates:
        for command in {step.removeprefix("re") for step in steps}:
            cargo(command, crate, quiet=False)
    report = {}
    for step in steps:
        # Turn and turn about, so that both meet the same other work on the machine.
        runs = {crate: [] for crate in crates}
        for number in range(options.runs):
            for crate in crates:
                runs[crate].append(time_of(step, crate, number))
        report[step] = {crate: statistics.median(times) for crate, times in runs.items()}
        print(line(step, report[step]), flush=True)
    ratios = [times["generated"] / times["by_hand"] for times in report.values() if len(times) == 2]
    if any(ratio > MOST for ratio in ratios):
        raise SystemExit(f"generated code takes more than {MOST} times")


def line(step, times):
    cells = [f"{crate} {seconds:6.2f} s" for crate, seconds in times.items()]
    if len(times) == 2:
        cells.append(f"{times['generated'] / times['by_hand']:.2f}")
    return "  ".join([f"{step:8}", *cells])


def write(servers):
    """Writes both crates anew."""
    backends = ["sqlite", "postgres", "mysql"] if servers else ["sqlite"]
    values = {"root": ROOT, "backends": ", ".join(f'"{name}"' for name in backends)}
    OUT.mkdir(parents=True, exist_ok=True)
    put(OUT / "Cargo.toml", WORKSPACE)
    if not (OUT / "Cargo.lock").exists():
        shutil.copy(ROOT / "Cargo.lock", OUT)
    for crate, dependencies in [("generated", GENERATED), ("by_hand", BY_HAND)]:
        package = f'[package]\nname = "{crate}"\nversion = "0.0.0"\nedition = "2024"\n'
        put(OUT / crate / "Cargo.toml", f"{package}\n[dependencies]{dependencies % values}")
        for source in (HERE / crate).glob("*.rs"):
            if source.stem not in ("tickets", "remarks"):
                put(OUT / crate / "src" / source.name, one_of(crate, source, servers))
        for number in range(PAIRS):
            text = (HERE / crate / f"{kind(number)}.rs").read_text()
            put(OUT / crate / "src" / f"pair{number:02}.rs", named(variant(text, servers), number))


def kind(number):
    return "remarks" if number % 2 else "tickets"


def named(text, number):
    """The names of a pair, so that no two have the same."""
    return re.sub(r"([Tt]icket|[Rr]emark)", rf"\g<1>{number:02}", text)


def variant(text, servers):
    """Takes the lines for other sets of databases out."""
    keep, drop = ("servers", "sqlite") if servers else ("sqlite", "servers")
    text = re.sub(rf"^ *// {drop}: .*\n", "", text, flags=re.M)
    return text.replace(f"// {keep}: ", "")


def one_of(crate, source, servers):
    """A file that there is once, with what it says of each pair."""
    text = variant(source.read_text(), servers)
    pairs = range(PAIRS)
    routes = [route for number in pairs for route in routes_of(crate, number)]
    text = text.replace("// pairs", "\n".join(f"mod pair{number:02};" for number in pairs))
    text = text.replace("// paths", "\n        ".join(f"{route}," for route in routes))
    services = "\n        ".join(f".service({route})" for route in routes)
    return text.replace("// services", f"config\n        {services};")


def routes_of(crate, number):
    text = named((HERE / crate / f"{kind(number)}.rs").read_text(), number)
    return [f"pair{number:02}::{name}" for name in re.findall(r"pub async fn (\w+)", text)]


def put(path, text):
    """Writes a file unless it is so already: cargo looks at the time of its last change."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def time_of(step, crate, number):
    """CPU seconds of a step of the crate alone."""
    handler = OUT / crate / "src" / "pair07.rs"
    command = step.removeprefix("re")
    if step == command:
        for folder in (TARGET / "debug" / "incremental").glob(f"{crate}-*"):
            shutil.rmtree(folder)
        os.utime(OUT / crate / "src" / "main.rs")
    else:
        edit(handler, f"{number}{time.time_ns()}")
    return cargo(command, crate)


def edit(path, mark):
    """An edit inside of one handler: another statement."""
    text = re.sub(r"\n    let _ = \d+u64;", "", path.read_text())
    start = text.index("{\n", text.index("pub async fn show_"))
    path.write_text(f"{text[: start + 1]}\n    let _ = {mark[-9:].lstrip('0') or 1}u64;{text[start + 1 :]}")


def cargo(command, crate, quiet=True):
    arguments = ["cargo", command, "-p", crate, "-j1"] + (["--quiet"] if quiet else [])
    environment = {**os.environ, "CARGO_TARGET_DIR": str(TARGET)}
    before = os.times()
    subprocess.run(arguments, cwd=OUT, env=environment, check=True)
    after = os.times()
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)


if __name__ == "__main__":
    main()
