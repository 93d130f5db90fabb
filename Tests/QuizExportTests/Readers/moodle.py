"""Reads Moodle XML as Moodle does: its expressions and its comparisons, retyped from
question/type/multianswer/questiontype.php, question/type/numerical and question/type/shortanswer.
"""

import html
import re
from base64 import b64decode
from math import isclose

from moodle_xml_parser.parser import parse_bytes
from lxml import etree

from expected import cases, kind
from report import check, equal

HIDDEN = r"(?<!\\)(?<!&)(?<!&amp;)"
ALTERNATIVE = (
    r"(=|%(-?[0-9]+(?:[.,][0-9]*)?)%)?"
    rf"(.+?{HIDDEN}(?=[~#}}]|$))"
    r"(#(.*?(?<!\\)(?=[~}]|$)))?"
)
TYPES = "NUMERICAL|SHORTANSWER_C|MULTICHOICE_V"
PART = re.compile(rf"\{{([0-9]*):({TYPES}):({ALTERNATIVE}(~{ALTERNATIVE})*)\}}", re.S)
NUMBER = r"-?(?:(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?)"


class Answer:
    def __init__(self, fraction, text, tolerance, feedback):
        self.fraction, self.text = fraction, text
        self.tolerance, self.feedback = tolerance, feedback


def parts(text):
    """The blanks of a cloze text: weight, type and answers."""
    found = []
    while match := PART.search(text):
        answers = []
        rest = match[3]
        while match_of_answer := re.search("~?" + ALTERNATIVE, rest, re.S):
            mark, percent, answer, _, feedback = match_of_answer.groups()
            fraction = 1.0 if mark == "=" else float(percent or 0) / 100
            number = re.fullmatch(rf"({NUMBER})(?::({NUMBER}))?", answer)
            if match[2] == "NUMERICAL" and number:
                answer, tolerance = number[1], float(number[2] or 0)
            else:
                answer, tolerance = html.unescape(answer).replace(r"\}", "}"), 0
                answer = answer.replace(r"\#", "#")
            feedback = html.unescape(feedback or "").replace(r"\}", "}").replace(r"\#", "#")
            answers.append(Answer(fraction, answer, tolerance, feedback))
            rest = rest.split(match_of_answer[0], 1)[1]
        found.append((int(match[1] or 1), match[2], answers))
        text = text.replace(match[0], "{#}", 1)
    return found


def fits(kind, answer, response):
    if kind == "number":
        if answer.text == "*":
            return True
        slack = 10**-14 * max(1, abs(float(answer.text)))
        return abs(response - float(answer.text)) <= answer.tolerance + slack
    if kind == "choice":
        return answer.text == f"<code>{escaped(response)}</code>"
    pattern = "".join(
        ".*" if piece == "*" else re.escape(piece.replace(r"\*", "*"))
        for piece in re.findall(r"\\\*|\*|[^*\\]+|\\", answer.text)
    )
    return re.fullmatch(pattern, response, re.S) is not None


def escaped(text):
    return html.escape(text).replace("&#x27;", "&#39;")


def grade(blank, answers, what):
    """Gives every case to the answers in their order, as Moodle does."""
    for response, right, told in cases(blank):
        first = next((a for a in answers if fits(kind(blank), a, response)), None)
        fraction = first.fraction if first else 0
        equal(fraction, 1.0 if right else 0.0, f"{what}: fraction of {response!r}")
        if told:
            feedback = html.unescape(first.feedback if first else "")
            check(told in feedback, f"{what}: feedback on {response!r}", feedback)


def askable(blank):
    return kind(blank) in ("number", "choice") or (
        kind(blank) == "text" and "\n" not in blank["answer"]["text"]["_0"]
    )


def check_whole(path, questions):
    data = path.read_bytes()
    root = etree.fromstring(data)
    clozes = root.findall("question[@type='cloze']")
    equal(len(clozes), len(questions), "moodle: questions")
    for cloze, question in zip(clozes, questions):
        name = question["exercise"]
        text = cloze.findtext("questiontext/text")
        found = parts(text)
        blanks = [b for b in question["blanks"] if askable(b) or kind(b) == "order"]
        equal(len(found), len(blanks), f"moodle {name}: blanks")
        scale = {weight / blank["points"] for (weight, _, _), blank in zip(found, blanks)}
        equal(len(scale), 1, f"moodle {name}: weights in proportion")
        for (_, _, answers), blank in zip(found, blanks):
            if kind(blank) != "order":
                grade(blank, answers, f"moodle {name} blank {blank['number']}")
        check_files(cloze, question, name)
    read = parse_bytes(data)["cloze"]
    equal(len(read), len(questions), "moodle-xml-parser: questions")
    for cloze, question in zip(read, questions):
        if not plain(question):
            continue
        for gap, blank in zip(cloze.gaps, question["blanks"]):
            what = f"moodle-xml-parser {question['exercise']} blank {blank['number']}"
            equal(gap.sub_type, "NUMERICAL", what)
            key = gap.options[0]
            value = float(key.answer.split(":")[0])
            check(key.score == 100
                  and isclose(value, blank["answer"]["number"]["_0"], rel_tol=1e-7), what)
            feedbacks = [option.feedback or "" for option in gap.options[1:-1]]
            equal([html.unescape(f) for f in feedbacks],
                  [mistake["feedback"] for mistake in blank["mistakes"]], what)


def plain(question):
    """Whether moodle-xml-parser can read it: it decodes entities before it looks for the syntax."""
    texts = [question["text"]] + [b["prompt"] for b in question["blanks"]]
    texts += [m["feedback"] for b in question["blanks"] for m in b["mistakes"]]
    return all(kind(b) == "number" for b in question["blanks"]) and not any(
        character in text for text in texts for character in "{}~#")


def check_single(path, questions):
    root = etree.fromstring(path.read_bytes())
    items = [q for q in root.findall("question") if q.get("type") != "category"]
    by_id = {item.findtext("idnumber"): item for item in items}
    equal(len(by_id), len(items), "moodle-single: idnumbers")
    for question in questions:
        for blank in filter(askable, question["blanks"]):
            name = f"gw-{question['exercise']}-s{question['seed']}-b{blank['number']}"
            item = by_id.get(name)
            check(item is not None, f"moodle-single: {name} is there")
            if item is None:
                continue
            equal(float(item.findtext("defaultgrade")), float(blank["points"]), f"{name}: grade")
            answers = [
                Answer(
                    float(answer.get("fraction")) / 100, answer.findtext("text"),
                    float(answer.findtext("tolerance") or 0), answer.findtext("feedback/text"))
                for answer in item.findall("answer")
            ]
            grade(blank, answers, name)
            check_files(item, question, name, solved=False)


def check_files(item, question, name, solved=True):
    """The open picture, and the filled one only where every blank is asked at once."""
    expected = int("picture" in question)
    for part, count in (("questiontext", expected), ("generalfeedback", expected * solved)):
        files = item.findall(f"{part}/file")
        equal(len(files), count, f"{name}: pictures of its {part}")
        for file in files:
            shown = f'src="@@PLUGINFILE@@/{file.get("name")}"'
            check(shown in item.findtext(f"{part}/text"), f"{name}: {file.get('name')} is shown")
            check(b64decode(file.text).startswith(b"\x89PNG"), f"{name}: a PNG")
