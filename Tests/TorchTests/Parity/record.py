"""Writes beside each program here what PyTorch and NumPy print for it.

The expected outputs were made by PyTorch 2.15.0 and NumPy 2.4.6 under Python 3.11 with
`python -W ignore record.py` on a processor with AVX2, of which no more is used where there is more;
NAME.out is the whole of standard output.
"""
import os
import pathlib
import subprocess
import sys

for program in sorted(pathlib.Path(__file__).parent.glob("*.py")):
    if program.name == "record.py":
        continue
    done = subprocess.run(
        [sys.executable, "-W", "ignore", program.name], cwd=program.parent, text=True,
        capture_output=True,
        env=dict(
            os.environ, ATEN_CPU_CAPABILITY="avx2", ONEDNN_MAX_CPU_ISA="AVX2", OMP_NUM_THREADS="1"))
    print(program.name, done.returncode, done.stderr[-300:])
    program.with_suffix(".out").write_text(done.stdout)
