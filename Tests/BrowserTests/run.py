#!/usr/bin/env python3
"""Tests the pages of `gradwalk build` in Chromium.

    run.py [--seed N]

The release binary and output/gradwalk.js must be there. The last line says how many checks passed and failed.
"""

import argparse
import pathlib
import sys
import tempfile

import browser
import check_access
import check_agreement
import check_controls
import check_playground
import engine
from report import Report


def main():
    parser = argparse.ArgumentParser(description="Test the pages in Chromium.")
    parser.add_argument("--seed", type=int, default=1, help="of the random inputs")
    seed = parser.parse_args().seed
    report = Report()
    with tempfile.TemporaryDirectory() as folder, browser.chromium() as driver:
        output = pathlib.Path(folder)
        engine.build([engine.ROOT / "tutorials"], output)
        check_controls.check_all(report, driver, output)
        check_access.check_all(report, driver, output)
        check_agreement.check_all(report, driver, output, seed)
        check_playground.check_all(report, driver, output)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
