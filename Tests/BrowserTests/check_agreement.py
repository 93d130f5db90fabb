"""The page says at every step what the engine says: as recorded, and with other inputs."""

import pathlib
import random
import re
import tempfile

import browser
import engine

TUTORIALS = sorted((engine.ROOT / "tutorials").glob("*.md"))

# One operation each, of two leaves x and y; between them they use every primitive.
EXPRESSIONS = [
    "x + y", "x - y", "x * y", "x / y", "3.0 / x", "-x * y", "x ** 2 * y", "x ** 3 + y", "y ** x.abs()",
    "x ** -1 * y", "x ** -2 * y", "x.abs() ** 0.5 * y", "x.abs() ** 1.7 * y", "x % y + x", "x.detach() // y.detach() + x * y",
    "torch.exp(x) * y", "torch.expm1(x) * y", "torch.log(x.abs()) * y", "torch.log2(x.abs()) * y",
    "torch.log10(x.abs()) * y", "torch.log1p(x.abs()) * y", "torch.sqrt(x.abs()) * y",
    "torch.rsqrt(x.abs()) * y", "torch.reciprocal(x) * y", "torch.sin(x) * y", "torch.cos(x) * y",
    "torch.tan(x) * y", "torch.asin(torch.tanh(x)) * y", "torch.acos(torch.tanh(x)) * y",
    "torch.atan(x) * y", "torch.sinh(x) * y", "torch.cosh(x) * y", "torch.tanh(x) * y",
    "torch.erf(x) * y", "torch.sigmoid(x) * y", "torch.relu(x) * y", "torch.abs(x) * y",
    "torch.sign(x) * y", "torch.floor(x) * y", "torch.ceil(x) * y", "torch.round(x) * y",
    "torch.trunc(x) * y", "torch.maximum(x, y) * 2", "torch.minimum(x, y) * 2", "torch.atan2(x, y) * 2",
    "F.leaky_relu(x) * y", "F.elu(x) * y", "F.softplus(x) * y", "F.gelu(x) * y", "F.silu(x) * y",
    "F.huber_loss(x, y)", "F.smooth_l1_loss(x, y)", "F.mse_loss(x, y)", "F.l1_loss(x, y)",
    "F.binary_cross_entropy(torch.sigmoid(x), torch.sigmoid(y))",
    "F.binary_cross_entropy_with_logits(x, torch.sigmoid(y))", "torch.clamp(x, -1.0, 1.0) * y",
    "torch.stack([x, y, x * y]).sum()", "torch.stack([x, y]).mean()",
    "torch.stack([x, y, x]).prod()", "torch.stack([x, y, x * y]).max()", "torch.stack([x, y]).min()",
    "torch.stack([x, y]).norm()", "torch.stack([x, y]).norm(p=3)", "torch.stack([x, y, x * y]).var()",
    "torch.stack([x, y, x * y]).std()", "torch.logsumexp(torch.stack([x, y]), 0)",
    "torch.stack([x, y]) @ torch.stack([y, x])",
    "x.detach() * x * y", "(x * y).half().float() * x", "(x * y).double() * x",
]

# What is computed beside the tape (a condition, the shift of a softmax) stays as recorded.
RECORDED_ONLY = ["torch.where(x > 0, x * y, y)", "torch.softmax(torch.stack([x, y]), 0)[0]"]


def program(x, y):
    """A tutorial with a figure for every expression."""
    cells = []
    for index, expression in enumerate(EXPRESSIONS + RECORDED_ONLY):
        cells.append("\n".join([
            "```python", f"#| label: fig-{index}", "#| graph: out", "#| steps: backward",
            "import torch", "import torch.nn.functional as F",
            f"x = torch.tensor({x}, requires_grad=True)", f"y = torch.tensor({y}, requires_grad=True)",
            f"out = {expression}", "out.backward()", "```", ""]))
    return "---\ntitle: Every primitive\nsummary: One figure each.\n---\n\n" + "\n".join(cells)


def difference(found, expected):
    """The first thing that two runs say differently; empty if they agree."""
    for (left, right) in zip(found, expected):
        if len(left) != len(right):
            return f"{len(left)} and {len(right)} steps or leaves"
        for a, b in zip(left, right):
            for key in a:
                if a[key] != b[key]:
                    return f"{a.get('title', a.get('name'))}: {key}\n        page   {a[key]}\n        engine {b[key]}"
    return ""


def compare(report, name, player, text, root):
    found = difference(player.steps(), engine.steps(text, root))
    report.check(name, not found, found)


def changed(player, text, numbers):
    """Turns the dials of the leaves that the text sets to a number, and changes the text alike."""
    done = []
    for name, recorded in player.dials().items():
        matches = list(re.finditer(
            rf"^( *{re.escape(name)} = torch\.tensor\()(-?[\d.]+)(, requires_grad=True\))", text, re.M))
        if not matches or float(matches[-1].group(2)) != float(recorded):
            continue
        match, value = matches[-1], numbers.randint(-12, 12) / 4
        text = f"{text[:match.start(2)]}{value}{text[match.end(2):]}"
        player.set_dial(name, value)
        done.append(f"{name} = {value}")
    return text, done


def check_tutorials(report, driver, output, seed):
    numbers = random.Random(seed)
    for file in TUTORIALS:
        browser.open_page(driver, output / file.stem / "index.html")
        for label, root, text in engine.figures(file.read_text()):
            player = browser.Player(driver, label)
            compare(report, f"{file.stem} {label} as recorded", player, text, root)
            text, done = changed(player, text, numbers)
            if "grad(" in "".join(done) or not done:
                continue
            expected = engine.steps(text, root)
            follow_seeds(player, expected)
            found = difference(player.steps(), expected)
            report.check(f"{file.stem} {label} with {', '.join(done)}", not found, found)


def follow_seeds(player, expected):
    """A seed that the program computed from the leaves is a number of its own in the page."""
    dials = player.dials()
    for step in expected[0]:
        for line in step["arithmetic"]:
            match = re.match(r"grad ([^=]+) = (−?[\d.]+)$", line)
            if not match:
                continue
            names = [name for name in dials
                     if re.match(rf"seed of {re.escape(match.group(1))}(, pass|$)", name)]
            if len(names) == 1:
                player.set_dial(names[0], match.group(2).replace("−", "-"))


def check_primitives(report, driver, seed):
    numbers = random.Random(seed)

    def draw():
        return round(numbers.uniform(-2.5, 2.5), 3)

    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "primitives.md"
        file.write_text(program(draw(), draw()))
        engine.build([file], pathlib.Path(folder) / "output")
        browser.open_page(driver, pathlib.Path(folder) / "output/primitives/index.html")
        others = [program(draw(), draw()) for _ in range(2)]
        originals = {label: text for label, _, text in engine.figures(file.read_text())}
        for index, expression in enumerate(EXPRESSIONS + RECORDED_ONLY):
            player = browser.Player(driver, f"fig-{index}")
            compare(report, f"{expression} as recorded", player, only_last(originals[f"fig-{index}"]), "out")
            for other in others if expression in EXPRESSIONS else []:
                text = only_last(dict((label, text) for label, _, text in engine.figures(other))[f"fig-{index}"])
                for name in "xy":
                    player.set_dial(name, re.search(rf"{name} = torch\.tensor\((.*?),", text).group(1))
                name = re.findall(r"torch\.tensor\((.*?),", text)
                compare(report, f"{expression} with x, y = {', '.join(name)}", player, text, "out")


def check_special(report, driver):
    """What no rule knows, and what is large, is shown as it was recorded."""
    text = pathlib.Path(__file__).with_name("special.md").read_text()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "special.md"
        file.write_text(text)
        engine.build([file], pathlib.Path(folder) / "output")
        browser.open_page(driver, pathlib.Path(folder) / "output/special/index.html")
        for label, root, part in engine.figures(text):
            compare(report, f"{label} as recorded", browser.Player(driver, label), part, root)
        numbers = random.Random(1)
        for label, root, part in engine.figures(text):
            if label in ("fig-step", "fig-adam", "fig-second"):
                player = browser.Player(driver, label)
                part, done = changed(player, part, numbers)
                report.check(f"{label} has dials", done)
                compare(report, f"{label} with {', '.join(done)}", player, part, root)
        hooked = browser.Player(driver, "fig-hook")
        report.check("what stays as recorded is told of", "hook" in hooked.text(".what-if .warning"))


def only_last(text):
    """The text with the last cell alone, its lines in their places."""
    start = text.rindex("```python")
    lines = text[:start].count("\n")
    head = "---\ntitle: T\nsummary: S\n---\n"
    return head + "\n" * (lines - head.count("\n")) + text[start:]
