"""The pages are quiet, fit every screen, and can be read by everybody."""

import json
import pathlib

import browser

AUDIT = pathlib.Path(__file__).with_name("audit.js").read_text()


def pages(output):
    return sorted(output.glob("*/index.html")) + [output / "index.html"]


def check_quiet(report, driver, output):
    for page in pages(output):
        browser.console(driver), browser.requests(driver)
        browser.open_page(driver, page)
        started(driver)
        report.equal(f"{page.parent.name} has no console error", browser.console(driver), [])
        report.equal(f"{page.parent.name} asks nobody for anything", browser.requests(driver), [])


def started(driver):
    """Scrolls through the page, so that every player has started, and goes to their last steps."""
    driver.execute_async_script("""
        const done = arguments[0];
        (async () => {
          for (const figure of document.querySelectorAll('figure.player')) {
            figure.scrollIntoView();
            for (let wait = 0; wait < 200 && !figure.dataset.step; wait += 1) await new Promise((go) => setTimeout(go, 50));
            const scrubber = figure.querySelector('.scrubber');
            scrubber.value = scrubber.max;
            scrubber.dispatchEvent(new Event('input'));
            for (let wait = 0; wait < 100 && figure.dataset.step !== scrubber.max; wait += 1) await new Promise((go) => setTimeout(go, 50));
          }
          scrollTo(0, 0);
        })().then(done);""")


def check_fit(report, driver, output):
    for width, height in ((320, 640), (360, 780), (1920, 1080)):
        browser.size(driver, width, height)
        for page in pages(output):
            browser.open_page(driver, page)
            started(driver)
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            report.check(f"{page.parent.name} fits {width} pixels", wide <= width, f"{wide} wide")
    browser.size(driver, 360, 780)
    browser.open_page(driver, output / "01-default-seed/index.html")
    started(driver)
    small = driver.execute_script("""
        return [...document.querySelectorAll('.player button, .player input, .player select')]
          .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 24)
          .map((each) => each.outerHTML.slice(0, 80));""")
    report.equal("what is to be touched is large enough", small, [])


def check_audit(report, driver, output):
    browser.size(driver, 1280, 900)
    for scheme in ("light", "dark"):
        browser.media(driver, prefers_color_scheme=scheme)
        for page in pages(output):
            browser.open_page(driver, page)
            started(driver)
            for name, found in json.loads(driver.execute_script(AUDIT)).items():
                report.check(f"{page.parent.name} in {scheme}: {name}", not found, found[:5])
    browser.media(driver)


def check_motion(report, driver, output):
    page = output / "01-default-seed/index.html"
    browser.media(driver, prefers_reduced_motion="reduce")
    browser.open_page(driver, page)
    started(driver)
    moving = driver.execute_script("""
        return [...document.querySelectorAll('*')].filter((each) =>
          getComputedStyle(each).transitionDuration.split(', ').some((time) => time !== '0s')).length;""")
    report.equal("nothing moves where that is asked for", moving, 0)
    browser.media(driver)


def check_live_region(report, driver, output):
    browser.open_page(driver, output / "01-default-seed/index.html")
    player = browser.Player(driver, "fig-miss")
    player.click("next")
    player.at(2)
    report.check("a step is told to a screen reader", "Step 2 of" in player.text(".live"), player.text(".live"))
    titles = player.script("""
        const svg = root.querySelector('.canvas svg');
        return [svg.querySelector('title').textContent, svg.querySelector('desc').textContent];""")
    report.check("the picture has words", titles[0] and "value" in titles[1], titles)


def check_print(report, driver, output):
    browser.open_page(driver, output / "01-default-seed/index.html")
    pdf = driver.execute_cdp_cmd("Page.printToPDF", {})
    report.check("the page prints", len(pdf["data"]) > 20_000)
    report.equal("no control is printed", printed(driver, ".transport, .zoom, .top"), 0)


def printed(driver, selector):
    browser.media(driver, media="print")
    count = driver.execute_script("""
        return [...document.querySelectorAll(arguments[0])]
          .filter((each) => getComputedStyle(each).display !== 'none').length;""", selector)
    browser.media(driver)
    return count


def check_all(report, driver, output):
    for check in (check_quiet, check_fit, check_audit, check_motion, check_live_region, check_print):
        check(report, driver, output)
