"""Every control of a player does what it says, by pointer and by keyboard."""

import contextlib
import time

from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import browser

PAGE = "01-default-seed/index.html"
FORKED = "05-weighted-jacobians/index.html"


def step(player):
    return int(player.position.split()[1])


def press(driver, *keys):
    """Presses keys one after the other, and waits until the page has seen all of them."""
    driver.execute_script("""
        if (window.keysSeen === undefined) {
          document.addEventListener('keyup', () => { window.keysSeen += 1; }, true);
        }
        window.keysSeen = 0;""")
    ActionChains(driver).send_keys(*keys).perform()
    with contextlib.suppress(TimeoutException):
        WebDriverWait(driver, 5, 0.02).until(
            lambda driver: driver.execute_script("return window.keysSeen") >= len(keys))


def check_buttons(report, driver, output):
    browser.open_page(driver, output / PAGE)
    player = browser.Player(driver, "fig-miss")
    last = player.count
    moves = [("next", 2), ("next", 3), ("back", 2), ("last", last), ("next", last), ("first", 1), ("back", 1)]
    for action, expected in moves:
        player.click(action)
        report.equal(f"{action} leads to step {expected}", step(player), expected)
    player.go(5)
    report.equal("the scrubber leads to a step", step(player), 5)
    player.script("root.querySelector('.speed select').value = '4'")
    player.click("play")
    time.sleep(1.2)
    moved = step(player)
    report.check("play goes on by itself", moved > 5, f"step {moved}")
    player.click("play")
    time.sleep(0.7)
    report.equal("play again pauses", step(player), step(player))
    report.check("the picture does not move", *still(player))


def still(player):
    """Whether every card is at its place in every step."""
    boxes = player.script("""
        const places = new Set();
        const scrubber = root.querySelector('.scrubber');
        for (let step = 1; step <= scrubber.max; step += 1) {
          scrubber.value = step; scrubber.dispatchEvent(new Event('input'));
          places.add(JSON.stringify([...root.querySelectorAll('svg rect.card')].map((box) =>
            ['x', 'y', 'width', 'height'].map((name) => box.getAttribute(name)))));
        }
        return places.size;""")
    return boxes == 1, f"{boxes} arrangements"


def check_keys(report, driver, output):
    browser.open_page(driver, output / PAGE)
    player = browser.Player(driver, "fig-inside")
    last = player.count
    for keys, expected in [
        ((Keys.ARROW_RIGHT,), 2), (("l",), 3), (("j",), 4), (("n",), 5), ((Keys.SPACE,), 6),
        ((Keys.ARROW_LEFT,), 5), (("h",), 4), (("k",), 3), (("p",), 2), (("G",), last), (("g",), 1),
        (("4", "G"), 4), (("2", "l"), 6), (("3", "h"), 3), (("9", "9", "G"), last), (("g",), 1),
    ]:
        press(driver, *keys)
        names = [{Keys.ARROW_RIGHT: "→", Keys.ARROW_LEFT: "←", Keys.SPACE: "space"}.get(k, k) for k in keys]
        report.equal(f"{' '.join(names)} leads to step {expected}", step(player), expected)
    press(driver, "b")
    report.check("b leads to the next pass", "enters at" in player.text(".heading-text"),
                 player.text(".heading-text"))
    press(driver, "g", "/")
    press(driver, "w", Keys.ENTER)
    report.check("/ finds a name", "w" in player.text(".heading-text"), player.text(".heading-text"))
    press(driver, "?")
    is_open = "return root.querySelector('.help').open"
    report.check("? lists the keys", player.script(is_open))
    press(driver, Keys.ESCAPE)
    report.check("Escape closes the list", not player.script(is_open))
    theme = "return document.documentElement.dataset.theme ?? 'auto'"
    themes = []
    for _ in range(3):
        press(driver, "t")
        themes.append(driver.execute_script(theme))
    report.equal("t changes the theme", themes, ["light", "dark", "auto"])


def check_keyboard_alone(report, driver, output):
    browser.open_page(driver, output / PAGE)
    reached = []
    for _ in range(60):
        press(driver, Keys.TAB)
        reached.append(driver.execute_script("""
            const at = document.activeElement;
            const style = getComputedStyle(at);
            return [at.dataset.action || at.className || at.tagName, style.outlineStyle !== 'none']"""))
    names = [name for name, _ in reached]
    for name in ("skip", "theme", "first", "back", "play", "next", "last", "scrubber", "help", "code", "ledger"):
        report.check(f"Tab reaches {name}", name in names, names)
    report.check("the focus is always seen", all(seen for name, seen in reached if name != "BODY"), [name for name, seen in reached if not seen])
    player = browser.Player(driver, "fig-inside")
    tab = driver.find_element(By.ID, "fig-inside-tab-what-if")
    driver.execute_script("arguments[0].focus()", tab)
    press(driver, Keys.ARROW_RIGHT)
    press(driver, Keys.ENTER)
    report.check("arrows and Enter open a panel", not player.script("return root.querySelector('.predict').hidden"))
    driver.execute_script("document.querySelector('#fig-inside [data-action=next]').focus()")
    press(driver, Keys.SPACE)
    report.equal("space on a button presses it once", step(player), 2)


def check_address(report, driver, output):
    browser.open_page(driver, output / PAGE, "#step=7")
    player = browser.Player(driver, "fig-inside")
    report.equal("#step=7 opens step 7", step(player), 7)
    player.click("back")
    report.equal("the address follows", driver.execute_script("return location.hash"), "#step=6")
    browser.open_page(driver, output / PAGE, "#step=5&figure=fig-miss")
    report.equal("another figure's step opens", step(browser.Player(driver, "fig-miss")), 5)
    for fragment in ("#step=999", "#step=0", "#step=x", "#step=-1", "#figure=none&step=2", "#<b>"):
        browser.open_page(driver, output / PAGE, fragment)
        report.check(f"{fragment} does no harm", 1 <= step(player) <= player.count)
    browser.open_page(driver, output / PAGE, "#step=3")
    driver.execute_script("location.hash = '#step=4'")
    time.sleep(0.1)
    report.equal("a changed address is followed", step(player), 4)


def check_predict(report, driver, output):
    browser.open_page(driver, output / PAGE)
    player = browser.Player(driver, "fig-miss")
    player.open_tab("predict")
    player.script("root.querySelector('.predict button').click()")
    report.equal("predicting begins at the first step", step(player), 1)
    player.click("last")
    report.check("the seed is asked for first", "gradient enters" in player.text(".prompt"), player.text(".prompt"))
    hidden = player.script("return root.querySelectorAll('.picture:not([hidden]) g.seed:not(.unseen)').length")
    report.equal("nothing is shown before it is guessed", hidden, 0)

    def answer(text):
        box = player.script("return root.querySelector('.question input')")
        box.send_keys(text, Keys.ENTER)
        return player.text(".feedback")

    report.check("what is no number is said to be none", "is not a number" in answer("six"))
    report.check("a wrong answer gets a hint", "try once more" in answer("0").lower())
    before = step(player)
    answer("1.0")
    report.check("a right answer goes on", step(player) > before)
    asked = 0
    while player.script("return root.querySelector('.question').hidden") is False or step(player) < player.count:
        asked += 1
        if asked > 40:
            break
        if player.script("return root.querySelector('.question').hidden"):
            player.click("last")
            continue
        player.script("root.querySelector('.question form button[type=button]').click()")
    report.equal("showing answers leads to the end", step(player), player.count)
    report.check("there is a score", "Score: of" in player.text(".score"), player.text(".score"))
    for text, right in [("6", True), ("6.0", True), ("12/2", True), ("6e0", True), ("-6", False), ("", False)]:
        browser.open_page(driver, output / PAGE)
        player.open_tab("predict")
        player.go(player.count)
        player.script("root.querySelector('.predict button').click()")
        while player.script("return root.querySelector('.question').hidden") is False or step(player) < player.count:
            if player.script("return root.querySelector('.question').hidden"):
                player.click("last")
                continue
            if "send to w" in player.text(".prompt"):
                break
            player.script("root.querySelector('.question form button[type=button]').click()")
        before = step(player)
        answer(text)
        report.equal(f"{text!r} is {'right' if right else 'not right'} for 6", step(player) > before, right)


def check_what_if(report, driver, output):
    browser.open_page(driver, output / PAGE)
    player = browser.Player(driver, "fig-miss")
    player.go(player.count)
    player.open_tab("what-if")
    before = player.text(".ledger tbody")
    player.script("""
        const slider = root.querySelector('.what-if [type=range]');
        slider.value = 3; slider.dispatchEvent(new Event('input'));""")
    report.equal("the box follows the slider", player.dials()["w"], "3")
    report.check("the ledger follows", player.text(".ledger tbody") != before)
    report.check("the page says that it is another run", player.script(
        "return root.classList.contains('changed')"))
    player.set_dial("w", "1e")
    report.check("what is no number is marked", player.script(
        "return root.querySelector('.what-if [type=number]').getAttribute('aria-invalid')") == "true")
    player.set_dial("seed of loss", 2)
    report.check("another seed is told", "grad loss = 2" in "".join(
        line for each in player.steps()[0] for line in each["arithmetic"]))
    player.script("[...root.querySelectorAll('.what-if button')].at(-1).click()")
    player.go(player.count)
    report.equal("as recorded is as before", player.text(".ledger tbody"), before)
    browser.open_page(driver, output / "09-one-neuron-learns/index.html")
    relu = browser.Player(driver, "fig-first-step")
    relu.open_tab("what-if")
    report.check("branches on data are told of", "branch" in relu.text(".what-if"))


def check_compare(report, driver, output):
    browser.open_page(driver, output / PAGE)
    player = browser.Player(driver, "fig-miss")
    player.go(player.count)
    player.open_tab("compare")
    report.check("equal runs do not differ", "Nothing differs" in player.text(".compare"))
    player.script("""
        const box = root.querySelector('.compare [type=number]');
        box.value = 2; box.dispatchEvent(new Event('input'));""")
    report.check("what differs is marked", player.script(
        "return root.querySelectorAll('.picture svg .differs').length") > 3)
    report.check("what differs is listed", "w" in player.text(".compare tbody"))
    report.equal("the what-if box follows", player.dials()["seed of loss"], "2")


def check_details(report, driver, output):
    browser.open_page(driver, output / FORKED)
    player = browser.Player(driver, "fig-v")
    player.go(player.count)
    card = driver.find_element(By.CSS_SELECTOR, "#fig-v .picture:not([hidden]) [data-subject='node 0'] .card")
    driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", card)
    ActionChains(driver).move_to_element(card).click().perform()
    text = player.text(".closer")
    report.check("a click on a leaf opens its paths", "paths, showing" in (text or ""), text)
    report.check("the paths have products", " → " in text and " = " in text, text)
    player.script("""
        const select = root.querySelector('.details select');
        select.value = [...select.options].find((each) => each.value.startsWith('edge')).value;
        select.dispatchEvent(new Event('change'));""")
    report.check("an edge has its card", "contribution = upstream × local" in player.text(".closer"),
                 player.text(".closer"))


def check_print(report, driver, output):
    browser.open_page(driver, output / PAGE)
    player = browser.Player(driver, "fig-miss")
    count = "return root.querySelectorAll('.sheet-step').length"
    driver.execute_script("dispatchEvent(new Event('beforeprint'))")
    report.equal("a handout has the last step", player.script(count), 1)
    driver.execute_script("dispatchEvent(new Event('afterprint'))")
    report.equal("the handout goes after printing", player.script(count), 0)
    driver.execute_script("document.querySelector('[name=handout][value=every]').click()")
    driver.execute_script("dispatchEvent(new Event('beforeprint'))")
    report.equal("a handout has every step, if asked to", player.script(count), player.count)
    driver.execute_script("dispatchEvent(new Event('afterprint'))")


def check_all(report, driver, output):
    browser.size(driver, 1280, 900)
    for check in (check_buttons, check_keys, check_keyboard_alone, check_address, check_predict,
                  check_what_if, check_compare, check_details, check_print):
        check(report, driver, output)
