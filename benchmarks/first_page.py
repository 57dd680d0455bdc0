"""What a browser that was never here before loads for `/`, against a blank Reflex page built the same way.

    python benchmarks/first_page.py

Counted are the bodies as they came over the wire, compressed, of every script and style sheet until the network has
been quiet for a second after the wheel was drawn, whatever asked for them. 1 kB is 1,000 bytes.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from apps import App, blank_app, our_app
from chromium import chromium
from playwright.sync_api import Browser, Response

LIMIT_KB = {"script": 210.0, "stylesheet": 20.0}
QUIET_MS = 1000
SMALL_BYTES = 1500
DRAWN = 'svg[aria-label="Chart wheel"] [data-body="chiron"]'


@dataclass(slots=True)
class Loaded:
    """The responses of one page load."""

    responses: list[Response] = field(default_factory=list)

    def kilobytes(self, kind: str) -> float:
        """Compressed bodies of one kind of resource."""
        sizes = [response.request.sizes()["responseBodySize"] for response in self.responses if _kind(response) == kind]
        return round(sum(sizes) / 1000, 1)

    def encodings(self) -> list[str]:
        """How scripts and style sheets came, small ones aside, which may come as they are."""
        return sorted(
            {
                response.headers.get("content-encoding", "none")
                for response in self.responses
                if _kind(response) in LIMIT_KB and response.request.sizes()["responseBodySize"] > SMALL_BYTES
            }
        )

    def files(self, kind: str) -> int:
        """How many there were."""
        return sum(_kind(response) == kind for response in self.responses)


def _kind(response: Response) -> str:
    if response.status != 200:
        return ""
    path = response.url.partition("?")[0]
    # Modules that are preloaded are of no kind to the browser yet.
    if path.endswith(".js"):
        return "script"
    return "stylesheet" if path.endswith(".css") else response.request.resource_type


def load(browser: Browser, app: App, drawn: str) -> dict[str, Any]:
    """Load `/` with an empty cache."""
    loaded = Loaded()
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on("response", lambda response: loaded.responses.append(response))  # noqa: PLW0108  it marks its handler
    page.goto(app.url + "/")
    page.wait_for_selector(drawn, state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(QUIET_MS)
    found = {
        "encodings": loaded.encodings(),
        "javascript_kb": loaded.kilobytes("script"),
        "javascript_files": loaded.files("script"),
        "css_kb": loaded.kilobytes("stylesheet"),
        "html_kb": loaded.kilobytes("document"),
        "fonts_kb": loaded.kilobytes("font"),
        "fonts": loaded.files("font"),
    }
    context.close()
    return found


def main() -> None:
    """Prints the result as one line of JSON."""
    with chromium() as browser:
        with our_app() as app:
            ours = load(browser, app, DRAWN)
        with blank_app() as other:
            blank = load(browser, other, "button")
    print(
        json.dumps(
            {
                "name": "first_page",
                "ours": ours,
                "blank": blank,
                "javascript_ratio": round(ours["javascript_kb"] / blank["javascript_kb"], 2),
                "target": {"javascript_kb": LIMIT_KB["script"], "css_kb": LIMIT_KB["stylesheet"]},
                "met": ours["javascript_kb"] <= LIMIT_KB["script"] and ours["css_kb"] <= LIMIT_KB["stylesheet"],
            }
        )
    )


if __name__ == "__main__":
    main()
