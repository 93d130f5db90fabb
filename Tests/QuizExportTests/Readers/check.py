"""Exports questions with the program that is given, and reads every file with readers not ours.

    python check.py GRADWALK [KEY ...]

Without a key it takes the questions beside it, and makes some of a program.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import report
from canvas import check_canvas
from gift import check_gift
from moodle import check_single, check_whole
from qti import check_qti
from report import check

HERE = Path(__file__).parent
READERS = {
    "moodle": check_whole, "moodle-single": check_single, "gift": check_gift, "qti": check_qti,
    "canvas": check_canvas,
}
ASKS = ["values,gradients", "local derivatives,contributions", "prints", "order", "bug"]


def export(program, key, form, folder):
    path = folder / f"{form}.out"
    result = subprocess.run(
        [program, "exercise", "export", key, "--to", form, "-o", path],
        capture_output=True, text=True, check=False)
    check(result.returncode == 0, f"{form}: exported", result.stderr)
    return path


def well_formed(path):
    result = subprocess.run(["xmllint", "--noout", path], capture_output=True, text=True, check=False)
    check(result.returncode == 0, f"xmllint {path.name}", result.stderr)


def read(key):
    """The questions of a folder, those of one exercise together."""
    found = [json.loads(path.read_text()) for path in sorted(key.rglob("*.json"), key=str)]
    exercises = list(dict.fromkeys(question["exercise"] for question in found))
    return sorted(found, key=lambda question: exercises.index(question["exercise"]))


def check_key(program, key, folder):
    """Exports a key to every format, and reads each of the files."""
    questions = read(key)
    check(len(questions) > 0, f"{key}: has questions")
    for form, reader in READERS.items():
        path = export(program, key, form, folder)
        if not path.exists():
            continue
        if form.startswith("moodle"):
            well_formed(path)
        try:
            reader(path, questions)
        except Exception as error:  # a file that nobody can read is a failure as well
            check(False, f"{form}: read", repr(error))
        path.unlink()


def main(program, *keys):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        if not keys:
            keys = [HERE.parent / "Questions"]
            for ask in ASKS:
                made = folder / ask
                subprocess.run(
                    [program, "exercise", "make", HERE / "fork.py", "--ask", ask, "--count", "3",
                     "-o", made],
                    capture_output=True, check=False)
                keys.append(made / "key")
        for key in keys:
            check_key(program, Path(key), folder)
    print(f"{report.passed} passed, {report.failed} failed")
    return report.failed > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
