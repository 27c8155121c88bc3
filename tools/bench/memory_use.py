"""Memory of gunicorn's processes: what each has for itself, and its share of what they have together (PSS)."""

from pathlib import Path

from tools.bench.report import Row


def processes(master: int) -> list[int]:
    """The workers of a master process."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def megabytes(process: int, name: str) -> float:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def memory_of_server(master: int) -> list[Row]:
    """Empty where the system does not tell (it must be Linux)."""
    if not Path(f"/proc/{master}/smaps_rollup").exists():
        return []
    workers = processes(master)
    shares = " + ".join(f"{megabytes(process, 'Pss'):.0f}" for process in (master, *workers))
    own = " + ".join(f"{megabytes(process, 'Private_Dirty'):.0f}" for process in workers)
    return [
        Row("memory of gunicorn, PSS: master + workers", f"{shares} MB"),
        Row("of that only theirs: workers", f"{own} MB"),
    ]
