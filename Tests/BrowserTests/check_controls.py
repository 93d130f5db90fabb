"""Every control of a player does what it says, by pointer and by keyboard."""

import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import browser

PAGE = "02-custom-seed/index.html"


def opened(driver, output, fragment="", page=PAGE, figure=None):
    """The page, and one of its figures; the first with a backward pass if not given."""
    browser.open_page(driver, output / page, fragment)
    return browser.Player(driver, figure or driver.execute_script(
        "return document.querySelectorAll('figure.player')[arguments[0]].id", 1))


def press(driver, *keys):
    ActionChains(driver).send_keys(*keys).perform()


def focus(player, selector):
    player.script("root.querySelector(arguments[1]).focus()", selector)


def check_buttons(report, driver, output):
    player = opened(driver, output)
    last = player.count
    for action, expected in [("next", 2), ("next", 3), ("back", 2), ("back", 1), ("back", 1)]:
        player.click(action)
        report.check(f"{action} leads to step {expected}", player.at(expected), player.step)
    player.go(last)
    player.click("next")
    report.check("next stays at the last step", player.at(last), player.step)
    report.check("the end is said to be the end", "last step" in player.text(".said"), player.text(".said"))
    player.go(2)
    player.script("root.querySelector('[data-role=speed]').value = '2'")
    player.click("play")
    report.check("play goes on by itself", player.at(3), player.step)
    player.click("play")
    stopped = player.step
    time.sleep(2)
    report.equal("play again pauses", player.step, stopped)
    places = set()
    for step in (1, last // 2, last):
        player.go(step)
        places.add(player.script("""
            return JSON.stringify([...root.querySelectorAll('.canvas rect.card')].map((box) =>
              ['x', 'y', 'width', 'height'].map((name) => box.getAttribute(name))));"""))
    report.equal("the picture does not move", len(places), 1)
    tops = set()
    for step in range(1, last + 1):
        player.go(step)
        tops.add(player.script("return root.querySelector('[data-action=next]').offsetTop"))
    report.equal("Next does not move", len(tops), 1)


def check_keys(report, driver, output):
    player = opened(driver, output)
    last = player.count
    focus(player, "[data-action=next]")
    for keys, expected in [(Keys.ARROW_RIGHT, 2), ("n", 3), (Keys.ARROW_LEFT, 2), ("p", 1),
                           (Keys.END, last), (Keys.HOME, 1)]:
        press(driver, keys)
        report.check(f"{keys!r} leads to step {expected}", player.at(expected), player.step)
    press(driver, "?")
    report.check("? opens the help", player.script("return root.querySelector('dialog').open"))
    player.script("root.querySelector('dialog [type=checkbox]').click(); root.querySelector('dialog').close()")
    focus(player, "[data-action=next]")
    press(driver, "n")
    report.check("letters can be turned off", player.at(1), player.step)
    driver.execute_script("localStorage.clear(); document.activeElement.blur(); scrollTo(0, 9e9)")
    before = driver.execute_script("return scrollY")
    press(driver, Keys.SPACE, "n", Keys.END, Keys.ARROW_RIGHT)
    time.sleep(0.3)
    report.equal("outside of a player keys are the page's", (player.step, driver.execute_script("return scrollY")), (1, before))


def check_keyboard_alone(report, driver, output):
    opened(driver, output)
    driver.execute_script("scrollTo(0, 0); document.activeElement.blur()")
    reached = []
    for _ in range(70):
        press(driver, Keys.TAB)
        reached.append(driver.execute_script("""
            const at = document.activeElement;
            const seen = getComputedStyle(at).outlineStyle !== 'none' || at.matches('.knob');
            return [at.dataset.action || at.dataset.role || at.getAttribute('class') || at.tagName, seen]"""))
    names = [name for name, _ in reached]
    for name in ("skip", "theme", "canvas", "back", "next", "scrubber", "play", "speed", "level", "predict", "help", "number"):
        report.check(f"Tab reaches {name}", any(name in each.split() for each in names), names)
    report.check("the focus is always seen", all(seen for name, seen in reached if name != "BODY"),
                 [name for name, seen in reached if not seen])


def check_address(report, driver, output):
    browser.open_page(driver, output / PAGE, "#step=3")
    first = driver.execute_script("return document.querySelector('figure.player').id")
    player = browser.Player(driver, first)
    report.check("#step=3 opens step 3", player.at(3), player.step)
    player.click("back")
    time.sleep(0.6)
    report.equal("the address follows", driver.execute_script("return location.hash"), "#step=2")
    label = driver.execute_script("return document.querySelectorAll('figure.player')[1].id")
    player = opened(driver, output, f"#step=5&figure={label}", figure=label)
    report.check("another figure's step opens", player.at(5), player.step)
    number = next(each for each in player.numbers() if "." in each["text"])
    player.type_number(number["index"], "-2.5")
    time.sleep(0.6)
    fragment = driver.execute_script("return location.hash")
    report.check("a changed number is in the address", ":-2.5" in fragment, fragment)
    player = opened(driver, output, fragment, figure=label)
    report.check("and comes with it", player.wait("root.querySelector('.code .changed')?.textContent === '-2.5'"),
                 player.text(".notes"))
    for fragment in ("#step=999", "#step=0", "#step=x", "#step=-1", "#figure=none&step=2", "#<b>", "#set=1:2:x&step=1"):
        player = opened(driver, output, fragment, figure=first)
        report.check(f"{fragment} does no harm", 1 <= player.step <= player.count)


def check_predict(report, driver, output):
    player = opened(driver, output)
    player.click("predict")
    report.check("predicting begins at the first step", player.at(1), player.step)
    covered = player.script("""
        return getComputedStyle(root.querySelector('.code .claim')).color === 'rgba(0, 0, 0, 0)'""")
    report.check("answers are covered", covered)
    player.script("root.querySelector('[data-action=next]').focus()")
    press(driver, Keys.END)
    asking = "!root.querySelector('.question').hidden"
    report.check("a question comes before the answer", player.wait(asking), player.text(".words"))

    def answer(text):
        field = player.script("return root.querySelector('.question input')")
        field.clear()
        field.send_keys(text, Keys.ENTER)
        player.wait("root.querySelector('.verdict').textContent")
        time.sleep(0.3)
        return player.script("return root.querySelector('.verdict').className"), player.text(".verdict")

    kind, text = answer("six")
    report.check("what is no number is said to be none", "wrong" in kind and "number" in text, (kind, text))
    before = player.step
    kind, text = answer("77.125")
    report.check("a wrong answer is seen to be wrong", "wrong" in kind and "✗" in text, (kind, text))
    report.equal("and is not given away", player.step, before)
    player.script("root.querySelector('.give-up').click()")
    player.wait("root.querySelector('.verdict').matches('.given')")
    report.check("the answer can be shown", "It is" in player.text(".verdict"), player.text(".verdict"))
    right = player.text(".verdict").removeprefix("It is ").removesuffix(".").replace("−", "-")
    report.check("it is a number", right.replace(".", "").replace("-", "").isdigit(), right)
    for _ in range(60):
        player.wait(f"{asking} || root.dataset.step === '{player.count}'", 5)
        if player.script("return root.querySelector('.question .main')?.textContent") == "Go on":
            player.script("root.querySelector('.question .main').click()")
        elif player.script("return Boolean(root.querySelector('.give-up'))"):
            player.script("root.querySelector('.give-up').click()")
        elif player.step < player.count:
            player.script("root.querySelector('[data-action=next]').click()")
        else:
            break
        time.sleep(0.15)
    report.check("there is a score at the end", "first try" in player.text(".question"), player.text(".question"))
    report.check("missed numbers are asked again", "again" in player.text(".question"))
    kept = driver.execute_script("return localStorage.getItem('gradwalk-progress')")
    report.check("progress is kept on this device", kept and "predicted" in kept, kept)
    driver.execute_script("localStorage.clear()")


def check_what_if(report, driver, output):
    player = opened(driver, output)
    player.go(player.count)
    before = player.text(".leaves")
    number = next(each for each in player.numbers() if "." in each["text"])
    player.type_number(number["index"], "5")
    report.check("the player says what was changed", player.wait("root.querySelector('.notes .chip')"))
    report.check("an int for a float stays a float", "5.0" in player.text(".notes"), player.text(".notes"))
    player.script("[...root.querySelectorAll('.notes .chip')].at(-1).click()")
    player.wait("!root.querySelector('.notes .chip')")
    report.equal("as recorded is as before", player.text(".leaves"), before)
    knob = player.script("return root.querySelector('.canvas .knob')")
    report.check("a leaf's card can be turned", knob is not None)
    if knob:
        player.script("root.querySelector('.canvas .knob').focus()")
        press(driver, Keys.ARROW_UP)
        report.check("by a key", player.wait("root.querySelector('.code .changed')"))
        report.check("and keeps the focus", player.script("return document.activeElement.matches('.knob')"))
        player.script("[...root.querySelectorAll('.notes .chip')].at(-1).click()")
        player.wait("!root.querySelector('.notes .chip')")
        value = player.script("return root.querySelector('.canvas .knob .value')")
        ActionChains(driver).move_to_element(value).click_and_hold().move_by_offset(0, -30).release().perform()
        report.check("by dragging", player.wait("root.querySelector('.code .changed')"))
    changed = player.text(".code")
    report.check("what the program claims is struck out", player.script(
        "return root.querySelector('.code s.claim') !== null || root.querySelector('.code .claim') === null"), changed)


def check_closer(report, driver, output):
    player = opened(driver, output)
    player.go(player.count)
    card = player.script("return root.querySelector('.canvas .computed .card')")
    ActionChains(driver).move_to_element(card).click().perform()
    is_open = "root.querySelector('.closer')?.matches(':popover-open')"
    report.check("a click on a card opens a closer look", player.wait(is_open))
    report.check("with what arrives there", player.text(".closer .arithmetic"), player.text(".closer"))
    press(driver, Keys.ESCAPE)
    report.check("Escape closes it", player.wait(f"!{is_open}"))
    player.script("root.querySelector('.canvas .sent .reach').dispatchEvent(new MouseEvent('click', { bubbles: true }))")
    report.check("a click on a wire opens one too", player.wait(is_open))
    press(driver, Keys.ESCAPE)
    focus(player, ".canvas")
    press(driver, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    report.check("and so do keys", player.wait(is_open))
    press(driver, Keys.ESCAPE)
    name = player.script("return root.querySelector('.said .name')")
    if name:
        ActionChains(driver).move_to_element(name).perform()
        report.check("a name lights its card", player.wait("root.querySelector('.canvas .lit')"))


def check_camera(report, driver, output):
    player = opened(driver, output)
    height = driver.execute_script("return innerHeight")
    report.check("the picture is at most half of the window", player.script(
        "return root.querySelector('.stage').offsetHeight") <= height / 2)
    small = """
        const scale = root.querySelector('.canvas svg').getBoundingClientRect().width
          / Number(root.querySelector('.canvas svg').getAttribute('width'));
        return Math.min(...[...root.querySelectorAll('.canvas text')].map((text) =>
          Number(text.getAttribute('font-size')) * scale));"""
    report.check("its text has 11 pixels", player.script(small) >= 10.99, player.script(small))
    browser.size(driver, 360, 780)
    browser.media(driver, prefers_reduced_motion="reduce")
    player = opened(driver, output)
    report.check("on a phone too", player.script(small) >= 10.99, player.script(small))
    seen = []
    for step in range(1, player.count + 1):
        player.go(step)
        seen.append(player.script("""
            const view = root.querySelector('.canvas').getBoundingClientRect();
            const focus = root.querySelector('.canvas .focus .card') ?? root.querySelector('.canvas .active .wire');
            if (!focus) return true;
            const box = focus.getBoundingClientRect();
            return box.left < view.right && box.right > view.left && box.top < view.bottom && box.bottom > view.top;"""))
    report.check("the window follows the step", all(seen), seen)
    browser.media(driver)
    browser.size(driver, 1280, 900)


def check_tour(report, driver, output):
    browser.open_page(driver, output / PAGE)
    driver.execute_script("localStorage.clear()")
    player = browser.Player(driver, driver.execute_script("""
        return document.querySelector('figure.player').id"""))
    browser.open_page(driver, output / PAGE)
    player = browser.Player(driver, player.label)
    player.script("root.querySelector('.invitation button').click()")
    bubbles = 0
    while player.script("return root.querySelector('.bubble').matches(':popover-open')") and bubbles < 9:
        bubbles += 1
        player.script("root.querySelector('.bubble .main').click()")
    report.equal("the tour has five bubbles", bubbles, 5)
    browser.open_page(driver, output / PAGE)
    player = browser.Player(driver, player.label)
    report.check("and is not offered twice", player.script("return root.querySelector('.invitation') === null"))


def check_without_engine(report, driver, output):
    script = output / "gradwalk.js"
    hidden = script.with_suffix(".away")
    script.rename(hidden)
    try:
        browser.open_page(driver, output / PAGE)
        time.sleep(1.8)
        found = driver.execute_script("""
            const figure = document.querySelector('figure.player');
            return [figure.querySelectorAll('.canvas svg .card').length > 2, figure.querySelectorAll('.all-steps li').length > 2,
              figure.querySelector('.needs').checkVisibility({ visibilityProperty: true })];""")
        report.equal("without the engine there are pictures, steps, and a word about it", found, [True, True, True])
    finally:
        hidden.rename(script)


def check_all(report, driver, output):
    browser.size(driver, 1280, 900)
    for check in (check_buttons, check_keys, check_keyboard_alone, check_address, check_predict,
                  check_what_if, check_closer, check_camera, check_tour, check_without_engine):
        check(report, driver, output)
    browser.console(driver)
