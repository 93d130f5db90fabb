"""What the program itself says: the steps of a tutorial as plain text, and pages built from one."""

import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build/release/gradwalk"


def run(*arguments):
    """Runs gradwalk and returns what it printed."""
    done = subprocess.run(
        [BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    if done.returncode not in (0, 1) or not done.stdout and done.returncode:
        raise RuntimeError(f"gradwalk {arguments}: {done.stderr}")
    return done.stdout


def build(paths, output):
    """Builds tutorials, and returns where their pages are."""
    done = subprocess.run(
        [BINARY, "build", *map(str, paths), "-o", output], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)


def steps(text, root):
    """The steps of a tutorial's text, as the page should show them."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "lesson.md"
        file.write_text(text)
        return parse(run("step", "--plain", "--by", "scalar", "--of", root, file))


def parse(printed):
    """Steps, and the leaves' accounts at the end."""
    found, leaves = [], []
    for block in printed.strip().split("\n\n"):
        lines = block.split("\n")
        step = {"title": "", "arithmetic": [], "sentence": "", "awaited": ""}
        for line in lines:
            if line.startswith("Step "):
                step["title"] = line.removesuffix(".").replace(": ", " · ", 1)
            elif line.startswith("Arithmetic: ") and "←" in line:
                # How a changed number was computed is not told by the page.
                continue
            elif line.startswith("Arithmetic: "):
                step["arithmetic"].append(line.removeprefix("Arithmetic: "))
            elif line.startswith("Why: "):
                step["sentence"] = line.removeprefix("Why: ")
            elif line.startswith("Awaited: "):
                step["awaited"] = line
            elif line.startswith("Leaf "):
                leaves.append(leaf(line))
        if step["title"]:
            found.append(step)
    return found, leaves


def leaf(line):
    """`Leaf w: value 2.0, grad 6.0, before 1.0, arrived 5.0.`"""
    name, rest = re.match(r"Leaf (.+?): (.*)\.$", line).groups()
    parts = {"value": "", "grad": "", "before": "None", "arrived": ""}
    for part in rest.split(", "):
        word, _, number = part.partition(" ")
        if word in parts:
            parts[word] = number
    return {"name": name, **parts}


def figures(text):
    """The figures of a tutorial: label, root, view, and the text up to the end of its cell."""
    found = []
    for cell in re.finditer(r"^```python\n(.*?)^```$", text, re.M | re.S):
        options = dict(re.findall(r"^#\| ([\w-]+): (.*)$", cell.group(1), re.M))
        if "graph" in options and options.get("view") != "autograd":
            found.append((options["label"], options["graph"], text[:cell.end()] + "\n"))
    return found
