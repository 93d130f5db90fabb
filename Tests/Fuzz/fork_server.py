"""Runs programs under this Python, each in a fork of a process which has imported what is slow to import.

    fork_server.py [MODULE ...]

Reads lines of `PROGRAM<tab>OUTPUT`, two paths; writes the process id of the run and, when it has ended, its status.
"""

import importlib
import os
import resource
import sys
import warnings

MEMORY = 6 << 30  # bytes of address space

os.environ.update(ATEN_CPU_CAPABILITY="avx2", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
warnings.simplefilter("ignore")
for name in sys.argv[1:]:
    importlib.import_module(name)


def run(program, output):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
    os.dup2(nothing, 2)
    os.chdir(os.path.dirname(program))
    with open(program, encoding="utf-8", errors="surrogatepass") as file:
        text = file.read()
    scope = {"__name__": "__main__", "__builtins__": __builtins__}
    status = 1
    try:
        sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        exec(compile(text, "program.py", "exec"), scope)
        status = 0
    finally:
        try:
            sys.stdout.flush()
        finally:
            os._exit(status)


for line in sys.stdin:
    paths = line.rstrip("\n").split("\t")
    child = os.fork()
    if not child:
        run(*paths)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
