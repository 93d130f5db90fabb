"""The page says at every step what the program says: as recorded, and with numbers changed."""

import random

import browser
import engine

CHANGES = 20


def difference(found, expected):
    """The first thing that two runs say differently; empty if they agree."""
    if len(found) != len(expected):
        return f"{len(found)} and {len(expected)} steps"
    for left, right in zip(found, expected):
        for key in left:
            if left[key] != right[key]:
                return f"{key}\n      page    {left[key]}\n      program {right[key]}"
    return ""


def expected_steps(player):
    by = player.script("return root.querySelector('[data-role=level]').value")
    return engine.steps(player.program(), player.script("return root.dataset.of"), by)


def figures(driver, page):
    """The figures of a page whose programs run to their end."""
    browser.open_page(driver, page)
    return driver.execute_script("""
        const cells = JSON.parse(document.getElementById('program').textContent);
        return [...document.querySelectorAll('figure.player')].filter(({ dataset }) =>
          !cells.slice(0, Number(dataset.cells)).some(({ raises }) => raises)).map(({ id }) => id);""")


def check_all(report, driver, output, seed):
    draw = random.Random(seed)
    pages = sorted(output.glob("[0-9]*/index.html"))
    everything = [(page, label) for page in pages for label in figures(driver, page)]
    report.check("there are figures", len(everything) > 10, everything)
    for page, label in everything:
        browser.open_page(driver, page)
        player = browser.Player(driver, label)
        found = difference(player.steps(), expected_steps(player))
        report.check(f"{page.parent.name} {label} as recorded", not found, found)
    for page, label in draw.choices(everything, k=CHANGES):
        browser.open_page(driver, page)
        player = browser.Player(driver, label)
        numbers = [number for number in player.numbers() if "." in number["text"]]
        if not numbers:
            continue
        number = draw.choice(numbers)
        text = str(draw.randint(-48, 48) / 4)
        player.type_number(number["index"], text)
        found = difference(player.steps(), expected_steps(player))
        name = f"{number['text']} -> {text} in line {number['line']}"
        report.check(f"{page.parent.name} {label} with {name}", not found, found)
