"""Reads GIFT with pygiftparser."""

import html
import io
import re

from pygiftparser import parser
from pygiftparser.utils import transformSpecials

from expected import kind
from moodle import askable, escaped
from report import check, equal


def check_gift(data, questions):
    text = data.decode()
    # That reader knows neither negative numbers nor feedback on all other answers.
    understood = re.sub(r"^~#.*\n", "", text, flags=re.M)
    understood = re.sub(r"^(=(?:%[\d.]+%)?)-", r"\1", understood, flags=re.M)
    read = parser.parseFile(io.StringIO(understood))
    by_title = {q.title: q for q in read}
    check(all(q.valid for q in read), "pygiftparser: all valid")
    for question in questions:
        for blank in question["blanks"]:
            if not askable(blank) or "->" in blank["answer"].get("text", {}).get("_0", ""):
                continue
            name = f"gw-{question['exercise']}-s{question['seed']}-b{blank['number']}"
            found = by_title.get(name)
            check(found is not None, f"pygiftparser: {name} is there")
            if found is None:
                continue
            equal(found.markup, "html", f"{name}: format")
            asked = transformSpecials(found.text).replace("\\\\", "\\")
            check(escaped(blank["prompt"]) in asked, f"{name}: prompt", asked)
            answers = found.answers.answers
            match kind(blank):
                case "number":
                    key = blank["answer"]["number"]
                    equal(float(answers[0].value), abs(key["_0"]), f"{name}: key")
                    equal(float(answers[0].tolerance), key["tolerance"], f"{name}: tolerance")
                    equal([a.fraction for a in answers[1:]], [0] * (len(answers) - 1), name)
                case "text":
                    key = transformSpecials(answers[0].answer).replace("\\\\", "\\")
                    equal(key.replace(r"\*", "*"), blank["answer"]["text"]["_0"], f"{name}: key")
                case "choice":
                    right = [a for a in answers if a.fraction == 100]
                    equal(len(right), 1, f"{name}: one right choice")
                    options = blank["answer"]["choice"]
                    shown = html.unescape(transformSpecials(right[0].answer))
                    equal(shown, f"<code>{options['of'][options['_0']]}</code>", name)
