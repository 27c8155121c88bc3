"""How many searches a second the server answers when nobody has asked any of them before. The readers are processes of
their own, so light that they take little from the workers."""

import socket
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from urllib.parse import urlsplit

from tools.bench.report import Row

READERS = 4
GOAL = "≥ 300 per second"


def searches_per_second(url: str, addresses: list[str]) -> Row:
    """`addresses`: each is asked once, half of them first to warm up both workers."""
    place = urlsplit(url)
    server = (str(place.hostname), int(place.port or 80))
    half = len(addresses) // 2
    with ProcessPoolExecutor(READERS, get_context("spawn")) as readers:
        for part in (addresses[:half], addresses[half:]):
            started = time.perf_counter()
            work = [readers.submit(ask, server, part[at::READERS]) for at in range(READERS)]
            answered = sum(each.result() for each in work)
            seconds = time.perf_counter() - started
    return Row("searches never asked before, 2 workers, 4 readers", f"{answered / seconds:.0f} per second", GOAL)


def ask(server: tuple[str, int], addresses: list[str]) -> int:
    """Number of addresses. Raises RuntimeError when one is not answered with a page."""
    for address in addresses:
        with socket.create_connection(server, timeout=60) as wire:
            wire.sendall(f"GET {address} HTTP/1.0\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            answer = b"".join(iter(lambda: wire.recv(65536), b""))
        if not answer.split(b"\r\n", 1)[0].endswith(b" 200 OK"):
            raise RuntimeError(f"{address} answers {answer[:80]!r}")
    return len(addresses)
