"""What the program itself says: the steps of a program, and pages built from tutorials."""

import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build/release/gradwalk"
ENGINE = ROOT / "output/gradwalk.js"


def build(paths, output):
    """Builds tutorials, and puts the script beside them that `make run` has made."""
    done = subprocess.run(
        [BINARY, "build", *map(str, paths), "-o", output], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    (output / ENGINE.name).write_bytes(ENGINE.read_bytes())


def steps(program, root, by):
    """The steps of a program's text, as the page should show them."""
    done = subprocess.run(
        [BINARY, "step", "--json", "--by", by, "--of", root, "-"], input=program,
        capture_output=True, text=True, timeout=120)
    if done.returncode not in (0, 1) or not done.stdout:
        raise RuntimeError(f"{program}: {done.stderr}")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [{key: step[key] for key in ("title", "why", "arithmetic")}
            for step in found if step["kind"] != "error"]
