"""The playground, in Chromium and in Firefox: programs run as they are typed, and a link is the whole of them."""

import re
import subprocess
import tempfile
import time
from pathlib import Path

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import browser
import engine
from firefox import Firefox, firefox

GOOD = "import torch\nw = torch.tensor(2.0, requires_grad=True)\nloss = w * 3.0\nloss.backward()\nprint(w.grad)\n"
ERRORS = [
    ("print(1)\n1 / 0\n", 2, "ZeroDivisionError: division by zero", ""),
    ("x = (\n", 1, "SyntaxError: '(' was never closed", ""),
    ("import torch\nw = torch.tensor([1.0, 2.0], requires_grad=True)\n(w * w).backward()\n", 3,
     "RuntimeError: grad can be implicitly created only for scalar outputs", "backward"),
]
NO_PICTURE = [
    ("print(1)\n", "requires_grad=True"),
]


class Playground:
    """The page with the playground, in either browser."""

    def __init__(self, driver, url):
        self.driver = driver
        driver.get("about:blank")
        driver.get(url)
        self.wait("step")

    def script(self, code, *arguments):
        return self.driver.execute_script(
            "const part = (role) => document.querySelector(`[data-role=\"${role}\"]`);"
            "const player = document.querySelector('.player');"
            "const editor = document.querySelector('.CodeMirror')?.CodeMirror;" + code, *arguments)

    def state(self):
        return self.script("""return {
            text: editor ? editor.getValue() : part('program').value,
            step: Number(player.dataset.step ?? 0), count: Number(player.querySelector('.scrubber').max),
            printed: part('printed').textContent, message: part('message').textContent,
            reason: part('reason').textContent, remedy: part('remedy').textContent,
            line: part('line').hidden ? 0 : Number(part('line').value),
            marked: [...document.querySelectorAll('.is-wrong-line')].map((each) =>
              Number(each.querySelector('.CodeMirror-linenumber')?.textContent ?? 0)),
            isWrong: document.getElementById('playground').classList.contains('is-wrong'),
            isBusy: player.hasAttribute('aria-busy'), runs: !part('running').hidden, said: part('said').textContent,
            hash: location.hash, svg: document.querySelectorAll('.canvas svg').length,
          };""")

    def wait(self, key=None, value=None, seconds=20):
        """Waits until nothing runs and something is so; the state then."""
        end = time.time() + seconds
        while True:
            state = self.state()
            holds = key is None or (state[key] if value is None else value in str(state[key]))
            if (holds and (not state["isBusy"] or key == "runs")) or time.time() > end:
                return state
            time.sleep(0.05)

    def type(self, text):
        """Puts a text into the editor as if it were typed at once, and waits until it has run."""
        self.script("""
            if (editor) { editor.setValue(arguments[0]); return; }
            part('program').value = arguments[0];
            part('program').dispatchEvent(new Event('input'));""", text)
        time.sleep(0.4)
        return self.wait()

    def keys(self, *keys):
        """Presses keys in what has the focus."""
        if isinstance(self.driver, Firefox):
            self.driver.type(":focus", "".join(keys))
        else:
            ActionChains(self.driver).send_keys(*keys).perform()

    def click(self, selector):
        self.script("document.querySelector(arguments[0]).click()", selector)

    def taken(self, action):
        """What an action copies or saves: its text, or the size and the first bytes of what is no text."""
        return self.driver.execute_async_script("""
            const [action, done] = arguments;
            const make = URL.createObjectURL;
            URL.createObjectURL = (blob) => {
              blob.arrayBuffer().then((bytes) => done({ type: blob.type, size: bytes.byteLength,
                text: new TextDecoder().decode(bytes.slice(0, 4_000_000)) }));
              return make(blob);
            };
            HTMLAnchorElement.prototype.click = () => {};
            Object.defineProperty(navigator, 'clipboard', { configurable: true,
              value: { writeText: async (text) => done({ type: 'copied', text }) } });
            document.querySelector(`[data-action="${action}"]`).click();""", action)


def check_start(report, page, name):
    state = page.wait()
    report.check(f"{name}: begins with an example at its first step",
                 state["step"] == 1 and state["svg"] == 1 and "x * y + z" in state["text"], state)
    page.click(".player [data-action=next]")
    state = page.wait("hash", "step=2")
    report.check(f"{name}: the address has the program and the step",
                 re.fullmatch(r"#code=[\w-]+&step=2", state["hash"]), state["hash"])


def check_examples(report, page, name):
    titles = page.script("""
        return [...part('examples').options].filter((each) => !each.hidden).map((each) => each.textContent)""")
    report.check(f"{name}: there are twelve examples and more", len(titles) >= 12, titles)
    for index, title in enumerate(titles):
        page.script("""
            part('examples').value = arguments[0];
            part('examples').dispatchEvent(new Event('change'));""", str(index))
        time.sleep(0.1)
        state = page.wait(seconds=30)
        report.check(f"{name}: {title}", not state["isWrong"] and state["step"] == 1 and state["count"] > 3, state)


def check_way_back(report, page, name):
    page.type(GOOD)
    for way, back in [("Back", "history.back()"), ("Undo", "editor.undo()")]:
        page.script("part('examples').value = '1'; part('examples').dispatchEvent(new Event('change'));")
        page.wait("text", "Sequential")
        time.sleep(0.5)
        page.wait()
        page.script(back)
        state = page.wait("text", "loss = w * 3.0")
        report.equal(f"{name}: {way} leads from an example to one's own program", state["text"], GOOD)
        time.sleep(0.5)
        page.wait()


def check_typing(report, page, name):
    state = page.type(GOOD)
    report.check(f"{name}: runs what is typed", state["printed"] == "tensor(3.)\n" and state["count"] > 2, state)
    page.script("if (editor) { editor.focus(); editor.execCommand('goDocEnd'); } else part('program').focus();")
    page.keys("print(6 * 7)")
    state = page.wait("printed", "42")
    report.check(f"{name}: runs as keys are pressed", "42" in state["printed"], state)
    before = page.state()["text"]
    page.keys(Keys.TAB)
    report.equal(f"{name}: Tab indents", page.state()["text"], before + "    ")
    page.keys(Keys.ESCAPE)
    page.keys(Keys.TAB)
    report.check(f"{name}: Esc, then Tab, leaves the editor", page.script(
        "return !document.querySelector('.program-text').contains(document.activeElement)"))
    report.equal(f"{name}: and types nothing", page.state()["text"], before + "    ")


def check_knobs(report, page, name):
    page.type(GOOD)
    turn = """
        document.querySelector('.canvas [role=spinbutton]').dispatchEvent(
          new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true }));"""
    for key, count, number in [("ArrowUp", 3, "2.3"), ("ArrowDown", 9, "1.4"), ("ArrowUp", 1, "1.5")]:
        for _ in range(count):
            page.script(turn, key)
        page.wait("text", f"tensor({number},")
        time.sleep(0.3)
        state = page.wait()
        report.equal(f"{name}: turning a card's number turns the program's",
                     state["text"], GOOD.replace("2.0", number))
    page.type(GOOD.replace("3.0", "5.0"))
    page.script("editor?.replaceRange('# longer than before\\n', { line: 0, ch: 0 })")
    page.script(turn, "ArrowUp")
    time.sleep(0.5)
    state = page.wait()
    report.equal(f"{name}: and no other number where the text has moved meanwhile",
                 state["text"], "# longer than before\n" + GOOD.replace("3.0", "5.0"))


def check_errors(report, page, name):
    page.type(GOOD)
    for text, line, message, advice in ERRORS:
        state = page.type(text)
        report.check(f"{name}: {message} is told at line {line}",
                     state["line"] == line and state["marked"] == [line] and state["message"] == message, state)
        report.check(f"{name}: with what to do", advice in state["remedy"], state["remedy"])
        shown = page.script("return document.body.innerText")
        report.equal(f"{name}: and once", shown.count(message), 1)
        report.check(f"{name}: the last picture stays", state["svg"] == 1 and page.script(
            "return Number(getComputedStyle(document.querySelector('.canvas svg')).opacity) < 1"))
    for text, message in NO_PICTURE:
        state = page.type(text)
        report.check(f"{name}: says why there is nothing to step through",
                     message in state["message"] and state["line"] == 0 and state["printed"] == "1\n", state)
    state = page.type(GOOD)
    report.check(f"{name}: a good program takes all that away", not state["isWrong"] and state["marked"] == [] and state["message"] == "", state)


def check_stopping(report, page, name):
    page.type(GOOD)
    page.script("editor.setValue('while True: pass\\n')")
    state = page.wait("runs")
    report.check(f"{name}: says that a program runs", state["runs"], state)
    page.click("[data-role=stop]")
    state = page.wait("message", "was stopped")
    report.check(f"{name}: and stops it", "was stopped" in state["message"] and not state["runs"], state)
    page.script("editor.setValue('while True: pass\\n# again\\n')")
    page.wait("runs")
    state = page.type(GOOD)
    report.check(f"{name}: another program takes its place", state["printed"] == "tensor(3.)\n" and not state["isWrong"], state)
    page.script("editor.setValue('while True: pass\\n')")
    page.wait("runs")
    state = page.wait("isWrong", seconds=25)
    report.check(f"{name}: a program without end is stopped, with its line",
                 "longer than" in state["message"] and state["line"] == 1, state)
    for bomb in ("x = [0] * 10 ** 9\n", "x = 'a'\nwhile True: x += x\n", "def f(): f()\nf()\n", "x = 10 ** 10 ** 9\n"):
        page.script("editor.setValue(arguments[0])", bomb)
        time.sleep(0.4)
        state = page.wait("isWrong", seconds=25)
        report.check(f"{name}: ends {bomb!r}", state["message"] != "", state)
    state = page.type(GOOD)
    report.check(f"{name}: and goes on", state["printed"] == "tensor(3.)\n" and not state["isWrong"], state)


def check_links(report, page, name, url):
    text = GOOD.replace("2.0", "-1.5") + "print('∂ “ü” 🙂')\n"
    page.type(text)
    step = page.state()["step"] + 1
    page.click(".player [data-action=next]")
    page.wait("hash", f"step={step}")
    link = page.taken("link")["text"]
    other = Playground(page.driver, link)
    state = other.wait("printed", "🙂")
    report.check(f"{name}: a link is the program at its step", state["text"] == text and state["step"] == step, state)
    for fragment in ("#code=%25", "#code=abcd", "#code=eJyr", "#code="):
        state = Playground(page.driver, url + fragment).wait()
        report.check(f"{name}: {fragment} is no program, and nothing breaks",
                     state["step"] == 1 and (fragment == "#code=" or "no program" in state["said"]), state)


def check_taking(report, page, name):
    page.type("import torch\nw = torch.tensor(2.0, requires_grad=True)\n# %%\n#| error: true\n1 / 0\n# %%\nloss = w * w\nloss.backward()\n")
    cells = page.taken("markdown")["text"]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "mine.md").write_text(f"---\ntitle: T\nsummary: S\n---\n{cells}")
        done = subprocess.run([engine.BINARY, "build", folder, "-o", f"{folder}/out"], capture_output=True, text=True)
        made = list(Path(folder).glob("out/mine/figures/*.svg"))
    report.check(f"{name}: the copied cell builds, and draws", done.returncode == 0 and made, cells + done.stderr)
    picture = page.taken("svg")
    report.check(f"{name}: the picture is SVG that stands alone",
                 picture["text"].startswith("<svg") and "<style" in picture["text"], picture["text"][:300])
    slide = page.taken("slide")["text"]
    report.check(f"{name}: the slide is 1920 × 1080", 'viewBox="0 0 1920 1080"' in slide and slide.count("<svg") == 2, slide[:300])
    png = page.taken("png")
    report.check(f"{name}: the picture is PNG", png["type"] == "image/png" and png["size"] > 4000, png["size"])


def check_fit(report, driver, url):
    for width, height in ((320, 640), (768, 1024), (1280, 800), (1920, 1080)):
        browser.size(driver, width, height)
        page = Playground(driver, url)
        wide = page.script("return document.documentElement.scrollWidth")
        report.check(f"the playground fits {width} pixels", wide <= width, f"{wide} wide")
        small = page.script("""
            return [...document.querySelectorAll('button, select, summary, textarea')]
              .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 24)
              .map((each) => each.outerHTML.slice(0, 80));""")
        report.equal(f"what is to be touched is large enough at {width} pixels", small, [])
    browser.size(driver, 320, 640)
    page = Playground(driver, url)
    shown = "return ['steps', 'output'].filter((name) => document.getElementById(`playground-${name}`).offsetParent)"
    report.equal("a phone shows the steps", page.script(shown), ["steps"])
    page.click("#tab-output")
    report.equal("and the output in a tab", page.script(shown), ["output"])
    page.script("document.getElementById('tab-output').focus()")
    page.keys(Keys.ARROW_LEFT)
    report.equal("and the steps by an arrow", page.script(shown), ["steps"])
    browser.size(driver, 1280, 900)


def check_without_engine(report, driver, output):
    with tempfile.TemporaryDirectory() as folder:
        script = (output / engine.ENGINE.name).read_text()
        Path(folder, "play.html").write_text((output / "play.html").read_text())
        for text, words in [(None, "need gradwalk.js"), (script[script.index("\n") + 1:], "need an engine")]:
            if text is not None:
                Path(folder, engine.ENGINE.name).write_text(text)
            driver.get(f"file://{folder}/play.html")
            told = driver.execute_script("return document.querySelector('[data-role=needs]').textContent")
            report.check(f"a page whose steps {words} says so", words in told, told)
        typed = driver.execute_script("return document.querySelector('.CodeMirror').CodeMirror.getValue()")
        report.check("and has its editor", "x * y + z" in typed, typed)
        browser.console(driver)


def check_one(report, driver, url, name):
    page = Playground(driver, url)
    for check in (check_start, check_examples, check_way_back, check_typing, check_knobs, check_errors, check_stopping, check_taking):
        check(report, page, name)
    check_links(report, page, name, url)


def check_all(report, driver, output):
    url = f"file://{output}/play.html"
    browser.console(driver), browser.requests(driver)
    check_one(report, driver, url, "Chromium")
    report.equal("the playground has no console error", browser.console(driver), [])
    report.equal("the playground asks nobody for anything", browser.requests(driver), [])
    check_fit(report, driver, url)
    check_without_engine(report, driver, output)
    with firefox() as other:
        other.set_window_size(1280, 900)
        check_one(report, other, url, "Firefox")
