"""Chromium without a window, and one step player of a page."""

import contextlib
import json
import shutil

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

KEYS = {" ": "Space"}


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
    """The addresses that were asked for since the last call, `data:` and the page itself left out."""
    asked = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if not url.startswith(("file:", "data:", "about:")):
                asked.append(url)
    return asked


class Player:
    """One figure of the page that is open."""

    def __init__(self, driver, label):
        self.driver = driver
        self.label = label

    def script(self, code, *arguments):
        return self.driver.execute_script(
            f"const root = document.getElementById(arguments[0]);{code}", self.label, *arguments)

    def click(self, action):
        self.script("root.querySelector(`[data-action=${arguments[1]}]`).click()", action)

    def go(self, step):
        self.script("""
            const scrubber = root.querySelector('.scrubber');
            scrubber.value = arguments[1];
            scrubber.dispatchEvent(new Event('input'));""", step)

    def open_tab(self, name):
        self.script("""
            const tab = document.getElementById(`${root.id}-tab-${arguments[1]}`);
            if (tab.getAttribute('aria-selected') !== 'true') tab.click();""", name)

    def set_dial(self, name, value):
        """Types a number into the box of a leaf or a seed; whether there is one."""
        return self.script("""
            const box = [...root.querySelectorAll('.what-if [type=number]')]
              .find((each) => each.getAttribute('aria-label') === arguments[1]);
            if (!box) return false;
            box.value = arguments[2];
            box.dispatchEvent(new Event('input'));
            return true;""", name, value)

    def dials(self):
        """The recorded number of every box, by its name."""
        return dict(self.script("""
            return [...root.querySelectorAll('.what-if [type=number]')]
              .map((box) => [box.getAttribute('aria-label'), box.value]);"""))

    @property
    def position(self):
        return self.script("return root.querySelector('.position').textContent")

    @property
    def count(self):
        return int(self.script("return root.querySelector('.scrubber').max"))

    def text(self, selector):
        return self.script(
            "return root.querySelector(arguments[1])?.textContent ?? null", selector)

    def steps(self):
        """Everything that every step says, and the ledger at the end."""
        return self.script("""
            const text = (selector) => root.querySelector(selector)?.textContent ?? '';
            const scrubber = root.querySelector('.scrubber');
            const steps = [];
            for (let step = 1; step <= Number(scrubber.max); step += 1) {
              scrubber.value = step;
              scrubber.dispatchEvent(new Event('input'));
              steps.push({
                title: `${text('.position')} · ${text('.heading-text')}`,
                arithmetic: [...root.querySelectorAll('.words .arithmetic')].map((p) => p.textContent),
                sentence: text('.words .sentence'),
                awaited: text('.words .awaited'),
              });
            }
            const leaves = [...root.querySelectorAll('.ledger tbody tr')].map((row) => {
              const [name, value, before, arrived, grad] = [...row.children]
                .map((cell) => cell.textContent);
              return { name, value, grad, before, arrived: arrived.split(', ')[0] };
            });
            return [steps, leaves];""")
