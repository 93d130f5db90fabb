"""Chromium without a window, and one step player of a page."""

import contextlib
import json
import shutil

from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

@contextlib.contextmanager
def chromium():
    options = Options()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def size(driver, width, height):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})


def media(driver, **features):
    """`prefers_color_scheme="dark"` and the like; without arguments, as it was."""
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": features.pop("media", ""), "features": [
        {"name": name.replace("_", "-"), "value": value} for name, value in features.items()]})


def open_page(driver, file, fragment=""):
    """Opens a file afresh, even if only the fragment differs."""
    driver.get("about:blank")
    driver.get(f"file://{file}{fragment}")


def console(driver):
    """What the page complained about since the last call."""
    return [entry["message"] for entry in driver.get_log("browser")
            if entry["level"] in ("SEVERE", "WARNING")]


def requests(driver):
    """The addresses that were asked for since the last call, what is in the page itself left out."""
    asked = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if not url.startswith(("file:", "data:", "blob:", "about:")):
                asked.append(url)
    return asked


class Player:
    """One figure of the page that is open."""

    def __init__(self, driver, label):
        self.driver = driver
        self.label = label
        self.script("root.scrollIntoView()")
        self.wait("root.dataset.step")

    def script(self, code, *arguments):
        return self.driver.execute_script(
            f"const root = document.getElementById(arguments[0]);{code}", self.label, *arguments)

    def wait(self, condition, seconds=20):
        """Waits until a condition holds and nothing runs; whether it came to that."""
        with contextlib.suppress(TimeoutException):
            return WebDriverWait(self.driver, seconds, 0.02).until(lambda _: self.script(
                f"return !root.hasAttribute('aria-busy') && Boolean({condition})"))
        return False

    def click(self, action):
        self.script("root.querySelector(`[data-action=${arguments[1]}]`).click()", action)

    def go(self, step):
        self.script("""
            const scrubber = root.querySelector('.scrubber');
            scrubber.value = arguments[1];
            scrubber.dispatchEvent(new Event('input'));""", step)
        self.at(step)

    def at(self, step):
        """Whether a step is shown, now or in a moment."""
        return self.wait(f"root.dataset.step === '{step}'", 5)

    def type_number(self, index, text):
        """Types another number into the program; whether it ran."""
        self.script("""
            const number = root.querySelector(`.code [data-number="${arguments[1]}"]`);
            number.focus();
            number.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
            const field = root.querySelector('.code input');
            field.value = arguments[2];
            field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));""", index, text)
        return self.wait("true")

    def numbers(self):
        """The numbers of the program: index, line and text each."""
        return self.script("""
            return [...root.querySelectorAll('.code [data-number]')].map((number) => ({
              index: Number(number.dataset.number), line: number.closest('li').value,
              text: number.textContent }));""")

    def program(self):
        """The program as it is now."""
        return self.script("""
            const lines = [];
            for (const item of root.querySelectorAll('.code li')) {
              const code = item.querySelector('code').cloneNode(true);
              for (const claim of code.querySelectorAll('.claim')) claim.remove();
              lines[item.value - 1] = code.textContent;
            }
            return Array.from(lines, (line) => line ?? '').join('\\n') + '\\n';""")

    @property
    def step(self):
        return self.script("return Number(root.dataset.step)")

    @property
    def count(self):
        return int(self.script("return root.querySelector('.scrubber').max"))

    def text(self, selector):
        return self.script(
            "return root.querySelector(arguments[1])?.textContent ?? null", selector)

    def steps(self):
        """What every step says."""
        said = []
        for step in range(1, self.count + 1):
            self.go(step)
            said.append(self.script("""
                const text = (selector) => root.querySelector(selector)?.textContent ?? '';
                return {
                  title: text('.said .heading'), why: text('.said .why'),
                  arithmetic: [...root.querySelectorAll('.said .arithmetic')].map((line) => line.textContent),
                };"""))
        return said
