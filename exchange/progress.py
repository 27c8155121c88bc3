"""Progress of a command on standard error, for runs that take longer than people like to wait in silence."""

import time

from django.core.management.base import OutputWrapper

SILENT_SECONDS = 2.0
STEP_SECONDS = 1.0


class Progress:
    """Says which step is running, once the run has taken two seconds, at most once a second per step."""

    def __init__(self, stream: OutputWrapper) -> None:
        self.stream = stream
        self.started = self.told = time.monotonic()
        self.step = ""

    def __call__(self, step: str, done: int | None = None, total: int | None = None) -> None:
        now = time.monotonic()
        new_step, self.step = step != self.step, step
        if now - self.started < SILENT_SECONDS or not (new_step or now - self.told >= STEP_SECONDS):
            return
        self.told = now
        count = f" {done} of {total}" if total else ""
        self.stream.write(f"{now - self.started:5.1f} s  {step}{count}", style_func=str)
        self.stream.flush()
