"""A cheap phone on a throttled line, in a real Chromium: 64 kbit/s, 400 ms latency, a processor six times slower."""

import shutil
import time
from statistics import median
from typing import Any

from tools.bench.report import Row

BITS_PER_SECOND = 64_000
LATENCY_MS = 400
SLOWER = 6
VISITS = 3
GOAL = "≤ 3 s"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def readable(url: str, languages: tuple[str, ...]) -> list[Row]:
    """Seconds until the heading and the first hit can be read, first visit and with the stylesheet kept."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return [Row("slow phone", "not measured: Playwright is missing")]
    path = shutil.which("chromium")
    if path is None:
        return [Row("slow phone", "not measured: Chromium is missing")]
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        for language in languages:
            visits = [_two_visits(browser, url, language) for _visit in range(VISITS)]
            rows.append(_row(f"results readable, first visit, {language}", [first for first, _second in visits]))
            rows.append(_row(f"results readable, second page, {language}", [second for _first, second in visits]))
        browser.close()
    return rows


def _row(what: str, visits: list[tuple[float, float]]) -> Row:
    painted, read = (median(each) for each in zip(*visits, strict=True))
    return Row(what, f"{read:.1f} s (first paint {painted:.1f} s)", GOAL)


def _two_visits(browser: Any, url: str, language: str) -> tuple[tuple[float, float], tuple[float, float]]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="de-DE")
    page = context.new_page()
    phone = context.new_cdp_session(page)
    phone.send("Network.enable")
    line = BITS_PER_SECOND / 8
    conditions = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": line, "uploadThroughput": line}
    phone.send("Network.emulateNetworkConditions", conditions)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    words = ("Deutschkurs", "Beratung")
    first, second = (_visit(page, f"{url}/{language}/angebote/?q={word}") for word in words)
    context.close()
    return first, second


def _visit(page: Any, url: str) -> tuple[float, float]:
    """Seconds until the first paint, and until heading and first hit are visible."""
    started = time.perf_counter()
    page.goto(url, wait_until="commit", timeout=60_000)
    page.locator("h1").first.wait_for(state="visible", timeout=60_000)
    page.locator("main ol h3").first.wait_for(state="visible", timeout=60_000)
    page.wait_for_function(PAINTED, timeout=60_000)  # what has a place in the layout is not on the screen before
    read = time.perf_counter() - started
    painted = page.evaluate(PAINTED) / 1000
    return painted, max(painted, read)
