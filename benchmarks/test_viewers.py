"""Many viewers at once, on two cores: what each waits for a click, beside a viewer who is alone.

A real server answers over its real websocket (`viewer`). A click chooses another region, period or
confidence; it ends when the script has run and all that it draws is there. Every viewer clicks on
a page of their own choice at moments of their own, and hardly ever on what somebody chose before.
"""

import asyncio
import os
import random
from collections.abc import Iterator

import pytest

from benchmarks.viewer import Answered, Viewer
from tests.browser.app import App, page_files, serving

VIEWERS, EVERY_SECONDS, CLICKS = 50, 10.0, 12
ALONE = 12
"""Clicks on each page of the viewer who is alone."""
PAGES = [page if page != "overview" else "" for page in page_files() if page != "data_desk"]
FILTERS = ["Region", "Period", "Confidence"]
DATES = "Dates"


@pytest.fixture(scope="module")
def on_two_cores() -> Iterator[None]:
    """This process and the servers that it starts meanwhile."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(cores)[:2])
    yield
    os.sched_setaffinity(0, cores)


@pytest.fixture(scope="module")
def dashboard(on_two_cores) -> Iterator[App]:
    with serving() as app:
        yield app


async def click(viewer: Viewer, draw: random.Random) -> Answered:
    """Choose something else, as a reader does."""
    label = draw.choice(FILTERS)
    options = {*viewer.boxes[label].options} - {DATES, viewer.chosen.get(label)}
    return await viewer.choose(label, draw.choice(sorted(options)))


async def alone(url: str, seed: str) -> list[Answered]:
    draw, answered = random.Random(seed), []
    for page in PAGES:
        viewer = await Viewer.open(url, page)
        answered += [await click(viewer, draw) for _ in range(ALONE)]
        await viewer.close()
    return answered


async def visit(url: str, number: int) -> list[Answered]:
    draw, answered = random.Random(number), []
    clock = asyncio.get_running_loop()
    due = clock.time() + draw.uniform(0, EVERY_SECONDS)
    await asyncio.sleep(due - clock.time())
    viewer = await Viewer.open(url, PAGES[number % len(PAGES)])
    for _ in range(CLICKS):
        due += EVERY_SECONDS
        await asyncio.sleep(due - clock.time())
        answered.append(await click(viewer, draw))
    await viewer.close()
    return answered


async def together(url: str) -> list[Answered]:
    visits = await asyncio.gather(*(visit(url, number) for number in range(1, VIEWERS + 1)))
    return [answered for each in visits for answered in each]


def test_fifty_viewers(benchmark, dashboard):
    asyncio.run(alone(dashboard.url, "first"))  # who comes first waits for the data
    single = asyncio.run(alone(dashboard.url, "second"))
    many = benchmark.pedantic(lambda: asyncio.run(together(dashboard.url)))
    assert [each.trouble for each in (*single, *many) if each.trouble] == []
    assert "Traceback" not in dashboard.log()
    benchmark.extra_info["alone"] = [each.seconds for each in single]
    benchmark.extra_info["many"] = [each.seconds for each in many]
