"""Write a picture of each page, theme and width into screenshots/ (`make screenshots`)."""

from tests.browser import chromium
from tests.browser.app import ROOT, page_views, serving
from tests.browser.visiting import Visits
from tests.browser.watching import settled

SIZES = [(1440, 900), (1024, 768), (390, 844)]
PAGE_HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"
FOLDER = ROOT / "screenshots"


def main() -> None:
    """Take every picture, of whole pages rather than first screens."""
    FOLDER.mkdir(exist_ok=True)
    with serving() as app, chromium.running() as browser:
        visit = Visits(browser, app)
        for view in page_views():
            for width, height in SIZES:
                for scheme in ("light", "dark"):
                    page = visit(view.address, width, height, scheme).page
                    file = FOLDER / f"{view.name}-{width}x{height}-{scheme}.png"
                    # The page scrolls inside its window: a window of its full height shows it all.
                    page.set_viewport_size({"width": width, "height": page.evaluate(PAGE_HEIGHT)})
                    settled(page).screenshot(path=file)
                    print(file.relative_to(ROOT), flush=True)
                    page.close()


if __name__ == "__main__":
    main()
