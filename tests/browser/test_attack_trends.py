"""Names in the pictures of published figures can be read."""

from itertools import combinations

import pytest

from tests.browser.visiting import Visits

NAMES = """
(chart) => [...chart.querySelectorAll(".annotation-text")].map((name) => {
  const {left, right, top, bottom} = name.getBoundingClientRect();
  return [name.textContent, left, right, top, bottom];
})
"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
@pytest.mark.parametrize("region", ["Pakistan", "Balochistan"])
def test_names_of_publishers_do_not_overlap(
    visit: Visits, region: str, width: int, height: int
) -> None:
    page = visit(f"/attack_trends?region={region}", width, height).page
    for key in ("attacks", "killed", "all-parties"):
        names = page.locator(f".st-key-trends-{key} .js-plotly-plot").evaluate(NAMES)
        assert len(names) > 1
        for (one, *a), (two, *b) in combinations(names, 2):
            # The boxes of letters have a pixel of air above and below.
            apart = a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] + 2 or b[3] <= a[2] + 2
            assert apart, (key, one, two)
    page.close()
