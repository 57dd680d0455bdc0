"""The real app in its own process, and a Chromium that complains about everything."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
QUIET_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_LIMIT_S = 90

expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright keeps an event loop running, beside which no async test can run."""
    items.sort(key=lambda item: Path(__file__).parent in item.path.parents)


@dataclass
class App:
    """A running Outer Skies; `stop` and `start` let a test pull the plug."""

    data: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        env = os.environ | {"PORT": str(self.port), "OUTER_SKIES_DATA": str(self.data)}
        command = [str(Path(sys.executable).parent / "outer-skies"), "run"]
        with (self.data / "app.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log)
        deadline = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                pytest.fail(f"the app stopped:\n{(self.data / 'app.log').read_text()}")
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"the app is not ready:\n{(self.data / 'app.log').read_text()}")

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(20)
            self.process = None

    @property
    def log(self) -> str:
        return (self.data / "app.log").read_text()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One app for all browser tests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = App(tmp_path_factory.mktemp("app"), port)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of the machine, else Playwright's."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET_FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One person's browser: their cookies, their page, and everything it complained about."""

    context: BrowserContext
    page: Page
    app: App
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.app.url + path)
        self.listen()
        return self.page

    def listen(self) -> None:
        self.page.wait_for_selector('html[data-hydrated="true"]', state="attached")

    def new_page(self) -> Page:
        page = self.context.new_page()
        self.watch(page)
        return page

    def watch(self, page: Page) -> None:
        def hear(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.complaints.append(message.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def type_birth(
        self, date: str = "17 May 1990", time: str = "14:30", place: str = "Halifax", name: str = ""
    ) -> None:
        page = self.page
        if name:
            page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Date of birth").fill(date)
        if time:
            page.get_by_label("Time of birth").fill(time)
        if place:
            page.get_by_label("Place of birth").press_sequentially(place, delay=20)
            name_shown = {"tromso": "Tromsø"}.get(place, place.partition(",")[0].capitalize())
            options = page.get_by_role("listbox", name="Places").get_by_role("option")
            options.filter(has_text=name_shown).first.click()  # answers to the first letters name other places

    def cast(self, **birth: str) -> Page:
        self.open("/")
        self.type_birth(**birth)
        self.page.get_by_role("button", name="Cast chart").click()
        self.page.wait_for_url("**/chart/*")
        return self.page


def make_visitor(browser: Browser, app: App, **options: object) -> Visitor:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, **options)
    visitor = Visitor(context, context.new_page(), app)
    visitor.watch(visitor.page)
    return visitor


@pytest.fixture
def visitor(browser: Browser, app: App) -> Iterator[Visitor]:
    """Somebody whose browser must not complain: no console error, no violation of the content policy."""
    somebody = make_visitor(browser, app)
    yield somebody
    somebody.context.close()
    assert somebody.complaints == []


@pytest.fixture
def stranger(browser: Browser, app: App) -> Iterator[Visitor]:
    """Somebody else, with a browser of their own."""
    somebody = make_visitor(browser, app)
    yield somebody
    somebody.context.close()
