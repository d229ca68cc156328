"""Chromium, Firefox and WebKit, all spoken to in the same few words, each shut off from the network.

A test that takes the fixture `engine` (in conftest.py) runs in each of the three:

    def test_a_number_opens_its_card(engine):
        engine.open("chapters/range-circles.html", 390)
        engine.tap("a.fa-num")
        engine.wait("document.querySelector('dialog[open]')")
        assert "Published by" in engine.text("dialog[open]")
        assert engine.errors() == []

`@pytest.mark.parametrize("engine", ["webkit"], indirect=True)` asks for one of them only. Selectors are CSS. JavaScript
is an expression, or a function that is given the arguments and may return a promise.
Firefox and WebKit take no touches from outside: there `tap` is a click. The driver of WebKit doesn't pass on what the
console says, so the server gives its pages a script that keeps errors, violations of the policy and failed requests.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from brief.visual_checks.browser import CHROMIUM, Quiet, served

FIREFOX = shutil.which("firefox-esr")
MINIBROWSER = next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"), None)
WEBKIT = all([MINIBROWSER, shutil.which("WebKitWebDriver"), shutil.which("Xvfb")])
PRESENT = {"chromium": CHROMIUM, "firefox": FIREFOX, "webkit": WEBKIT}
NOWHERE = "127.0.0.1:9"  # as a proxy, so that every other name than this machine's own fails
CALL = "{ const it = (%s); return typeof it === 'function' ? it(...args) : it; }"


class Engine:
    """What every browser does in the same way, once it can `evaluate`, `go`, `tap`, `key` and `type`."""

    def open(self, path: str, width: int, height: int = 844) -> None:
        """A page of the site, or a whole address, in a window of this size; waits until it is loaded."""
        self.go("about:blank")  # otherwise another fragment of the same page would load nothing
        self.resize(width, height)
        self.go(path if "://" in path else f"{self.address}/{path}")

    def wait(self, js: str, *args, seconds: float = 20):
        """Until this is true; what it then is."""
        end, fault = time.monotonic() + seconds, ""
        while time.monotonic() < end:
            try:
                if found := self.evaluate(js, *args):
                    return found
            except Exception as error:  # asked in the moment when one page gave way to the next
                fault = error
            time.sleep(0.02)
        raise AssertionError(f"{self.name}: not within {seconds} s: {js} {fault}")

    def text(self, selector: str) -> str:
        return self.evaluate("one => document.querySelector(one).innerText", selector)

    def focus(self, selector: str) -> None:
        self.evaluate("one => document.querySelector(one).focus()", selector)

    def fill(self, selector: str, text: str) -> None:
        self.evaluate("one => { const e = document.querySelector(one); e.focus(); e.select(); }", selector)
        self.type(text)


class Played(Engine):
    """Chromium or Firefox, by Playwright."""

    def __init__(self, name: str, browser, address: str):
        self.name, self.address, self.trouble = name, address, []
        touched = {"has_touch": True} if name == "chromium" else {}
        self.page = browser.new_page(**touched)
        self.page.on("console", lambda m: self.trouble.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.trouble.append(str(e)))
        self.page.on("requestfailed", lambda r: self.trouble.append(f"failed {r.url}"))

    def go(self, address):
        self.trouble.clear()
        self.page.goto(address)

    def resize(self, width, height):
        self.page.set_viewport_size({"width": width, "height": height})

    def evaluate(self, js, *args):
        return self.page.evaluate(f"args => {CALL % js}", list(args))

    def tap(self, selector):
        found = self.page.locator(selector).first
        found.tap() if self.name == "chromium" else found.click()

    def key(self, name):
        self.page.keyboard.press(name)

    def type(self, text):
        self.page.keyboard.type(text)

    def errors(self):
        return list(self.trouble)


class Webkit(Engine):
    """WebKitGTK's small browser, by its own driver."""

    name = "webkit"

    def __init__(self, driver, address: str):
        self.driver, self.address = driver, address

    def go(self, address):
        self.driver.get(address)

    def resize(self, width, height):
        self.driver.set_window_rect(0, 0, width, height)

    def evaluate(self, js, *args):
        # Without unsafe-eval a script can't be handed over as text: it is written into the call.
        script = f"const args = [...arguments], done = args.pop(); (async () => {CALL % js})()"
        script += ".then(it => done([it]), fault => done(String(fault)))"
        found = self.driver.execute_async_script(script, *args)
        assert isinstance(found, list), f"webkit: {found} in {js}"
        return found[0]

    def tap(self, selector):
        self.driver.find_element("css selector", selector).click()

    def key(self, name):
        from selenium.webdriver.common.keys import Keys

        self.type(getattr(Keys, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()))

    def type(self, text):
        self.driver.switch_to.active_element.send_keys(text)

    def errors(self):
        return self.evaluate("window.noted")


NOTED = b"""window.noted = [];
addEventListener("error", e => noted.push(e.message || `failed ${e.target.src || e.target.href}`), true);
addEventListener("unhandledrejection", e => noted.push(String(e.reason)));
addEventListener("securitypolicyviolation", e => noted.push(`${e.violatedDirective} ${e.blockedURI}`));
for (const kind of ["error", "warn"]) console[kind] = (...said) => noted.push(said.join(" "));
"""


class Noting(Quiet):
    """Every page loads, before anything else, a script that keeps what goes wrong."""

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if self.path == "/noted.js":
            self.answer(NOTED, "text/javascript")
        elif path.suffix == ".html" and path.exists():
            noting = b'<head><script src="/noted.js"></script>'
            self.answer(path.read_bytes().replace(b"<head>", noting, 1), "text/html")
        else:
            super().do_GET()

    def answer(self, body: bytes, kind: str):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running(name: str, site: Path, play):
    """One of the three with `site` before it; `play` starts those that Playwright drives."""
    with served(site, Noting if name == "webkit" else Quiet) as address:
        if name == "webkit":
            with _webkit() as driver:
                yield Webkit(driver, address)
        else:
            yield Played(name, play(name), address)


def firefox(playwright):
    return playwright.firefox.launch(
        channel="moz-firefox",
        executable_path=FIREFOX,
        proxy={"server": f"http://{NOWHERE}", "bypass": "127.0.0.1"},
        firefox_user_prefs={"ui.useOverlayScrollbars": 1},
    )


@contextmanager
def _webkit():
    """On a screen that nobody sees. Its window is as narrow as a phone only without the widths of its buttons."""
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    with TemporaryDirectory() as home, _screen() as display:
        (Path(home) / "gtk-3.0").mkdir()
        (Path(home) / "gtk-3.0" / "gtk.css").write_text("* { min-width: 0; min-height: 0 }")
        env = os.environ | {"DISPLAY": display, "GDK_BACKEND": "x11", "HOME": home, "XDG_CONFIG_HOME": home}
        options = Options()
        options.binary_location = str(MINIBROWSER)
        for flag in ("--automation", "--full-screen", f"--proxy=http://{NOWHERE}", "--ignore-host=127.0.0.1"):
            options.add_argument(flag)
        driver = webdriver.WebKitGTK(options=options, service=Service(shutil.which("WebKitWebDriver"), env=env))
        driver.command_executor.client_config.timeout = 120  # a page that hangs fails its test
        try:
            yield driver
        finally:
            driver.quit()


@contextmanager
def _screen():
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    try:
        yield f":{os.read(read, 16).decode().strip()}"
    finally:
        screen.terminate()
        screen.wait()
