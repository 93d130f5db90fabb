"""Reads GIFT as Moodle does, retyped from question/format/gift/format.php, and with pygiftparser."""

import html
import io
import re
from math import isclose

from pygiftparser import parser
from pygiftparser.utils import transformSpecials

from expected import kind
from moodle import Answer, askable, escaped, grade
from report import check, equal

PLACEHOLDERS = {f"\\{c}": f"&&{ord(c):03};" for c in ":#={}~"} | {"\\n": "&&010;"}
WEIGHT = re.compile(r"%-*([0-9]{1,2})\.?([0-9]*)%")


def before(text):
    text = text.replace("\\\\", "&&092;")
    for escape, placeholder in PLACEHOLDERS.items():
        text = text.replace(escape, placeholder)
    return text.replace("&&092;", "\\")


def after(text):
    for escape, placeholder in PLACEHOLDERS.items():
        text = text.replace(placeholder, "\n" if escape == "\\n" else escape[1])
    return text.strip()


def answer(text, default):
    """A weight, an answer and its feedback."""
    text = text.strip()
    fraction = default
    if WEIGHT.match(text):
        percent, text = text[1:].split("%", 1)
        fraction = float(percent) / 100
    found, _, feedback = text.partition("#")
    return Answer(fraction, after(found), 0, after(feedback))


def read(block):
    """A question's title, text, type and answers."""
    lines = [line for line in block.split("\n") if not line.startswith("//")]
    identifier = re.search(r"\[id:([^\]]*)\]", block)
    text = before("\n".join(lines).strip())
    title, text = text[2:].split("::", 1)
    start, end = text.index("{"), text.index("}")
    body = text[start + 1:end].strip()
    asked = after(text[:start] + text[end + 1:])
    if body.startswith("#"):
        form = "number"
        body, star, wrong = body[1:].partition("~")
        answers = [answer(part, 1.0) for part in body.split("=") if part.strip()]
        for each in answers:
            each.text, tolerance = each.text.split(":")
            each.tolerance = float(tolerance)
        if star:
            answers.append(answer("%0%*" + wrong, 0.0))
    elif "~" in body:
        form = "choice"
        parts = body.replace("=", "~=").split("~")
        answers = [
            answer(part.lstrip("="), 1.0 if part.startswith("=") else 0.0)
            for part in parts if part.strip()
        ]
    else:
        form = "text"
        answers = [answer(part, 1.0) for part in body.split("=") if part.strip()]
    return after(title), identifier and identifier[1], asked, form, answers


def check_gift(path, questions):
    text = path.read_text()
    blocks = [b.strip() for b in re.split(r"\n[ \t]*\n", text)]
    found = {}
    for block in blocks:
        if "::" in block and not block.startswith("$CATEGORY"):
            title, identifier, *rest = read(block)
            equal(identifier, title, "gift: identifier in the comment")
            found[title] = rest
    for question in questions:
        for blank in filter(askable, question["blanks"]):
            if "->" in blank["answer"].get("text", {}).get("_0", ""):
                continue
            name = f"gw-{question['exercise']}-s{question['seed']}-b{blank['number']}"
            check(name in found, f"gift: {name} is there")
            asked, form, answers = found[name]
            equal(form, kind(blank), f"{name}: type")
            check(asked.startswith("[html]<"), f"{name}: HTML")
            check(escaped(blank["prompt"]) in asked, f"{name}: prompt", asked)
            grade(blank, answers, f"gift {name}")
    check_again(text, [q for q in questions if not q["exercise"].startswith("nasty")])


def check_again(text, questions):
    """What pygiftparser knows: neither negative numbers, nor feedback on all other answers, nor an
    escaped backslash."""
    understood = re.sub(r"^~#.*\n", "", text, flags=re.M)
    understood = re.sub(r"^(=(?:%[\d.]+%)?)-", r"\1", understood, flags=re.M)
    read_again = {q.title: q for q in parser.parseFile(io.StringIO(understood))}
    for question in questions:
        for blank in question["blanks"]:
            if kind(blank) != "number":
                continue
            name = f"gw-{question['exercise']}-s{question['seed']}-b{blank['number']}"
            again = read_again[name]
            check(again.valid, f"pygiftparser: {name}")
            key = blank["answer"]["number"]
            answers = again.answers.answers
            value, tolerance = float(answers[0].value), float(answers[0].tolerance)
            check(isclose(value, abs(key["_0"]), rel_tol=1e-7) and tolerance == key["tolerance"],
                  f"pygiftparser: {name}: key", f"{value} ± {tolerance}")
            equal([html.unescape(transformSpecials(a.feedback)) for a in answers[1:]],
                  [m["feedback"] for m in blank["mistakes"]], f"pygiftparser: {name}: feedback")
