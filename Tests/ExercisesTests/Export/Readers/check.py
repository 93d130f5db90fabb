"""Exports questions with the program that is given, and reads every file with readers not ours.

    python check.py GRADWALK [FOLDER]
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


def main(program, key=HERE.parent / "Questions"):
    questions = read(Path(key))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        made = {
            form: export(program, key, form, folder)
            for form in ("moodle", "moodle-single", "gift", "qti", "canvas")
        }
        if report.failed == 0:
            well_formed(made["moodle"])
            well_formed(made["moodle-single"])
            check_whole(made["moodle"].read_bytes(), questions)
            check_single(made["moodle-single"].read_bytes(), questions)
            check_gift(made["gift"].read_bytes(), questions)
            check_qti(made["qti"].read_bytes(), str(made["qti"]), questions)
            check_canvas(made["canvas"].read_bytes(), str(made["canvas"]), questions)
    print(f"{report.passed} passed, {report.failed} failed")
    return report.failed > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
