"""Write a picture of each page, theme and width into screenshots/ (`make screenshots`)."""

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.app import ROOT, page_paths, serving
from tests.browser.visiting import FLAGS, Visits
from tests.browser.watching import settled

SIZES = [(1440, 900), (1024, 768), (390, 844)]
PAGE_HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"
FOLDER = ROOT / "screenshots"


def main() -> None:
    """Take every picture, of whole pages rather than first screens."""
    FOLDER.mkdir(exist_ok=True)
    with serving() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        visit = Visits(browser, app)
        for path in page_paths():
            for width, height in SIZES:
                for scheme in ("light", "dark"):
                    page = visit(path, width, height, scheme).page
                    file = FOLDER / f"{path.strip('/') or 'overview'}-{width}x{height}-{scheme}.png"
                    # The page scrolls inside its window: a window of its full height shows it all.
                    page.set_viewport_size({"width": width, "height": page.evaluate(PAGE_HEIGHT)})
                    settled(page).screenshot(path=file)
                    print(file.relative_to(ROOT), flush=True)
                    page.close()
        browser.close()


if __name__ == "__main__":
    main()
