"""Reads a QTI 1.2 package as Canvas does, and compares its shape with text2qti's files."""

import html
import re
import zipfile

from lxml import etree
from qti_package_maker.common.package_integrity import check_package
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from expected import cases, kind
from report import check, equal

NS = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"

MODEL = """Quiz title: Model

1. A number?
- no
=   6 +- 0.01

1. A choice?
- no
a) one
... no
*b) two

1. A text?
- no
*   None
"""


def paths(root):
    """Every path of elements, with the attributes at its end."""
    found = set()
    for element in root.iter(etree.Element):
        names = [etree.QName(e).localname for e in reversed(list(element.iterancestors()))]
        names.append(etree.QName(element).localname)
        found.add("/".join(names) + " " + " ".join(sorted(k for k in element.attrib if "{" not in k)))
    return found


def holds(condition, response):
    text = condition.text or ""
    match etree.QName(condition).localname:
        case "other":
            return True
        case "or":
            return any(holds(child, response) for child in condition)
        case "and" | "conditionvar":
            return all(holds(child, response) for child in condition)
        case "varequal":
            if isinstance(response, float):
                return response == float(text)
            return response.lower() == text.lower()
        case "vargte":
            return response >= float(text)
        case "varlte":
            return response <= float(text)


def process(item, response):
    score, told = 0, []
    for condition in item.iter(NS + "respcondition"):
        if not holds(condition.find(NS + "conditionvar"), response):
            continue
        for value in condition.iter(NS + "setvar"):
            score = float(value.text)
        for link in condition.iter(NS + "displayfeedback"):
            told.append(link.get("linkrefid"))
        if condition.get("continue") == "No":
            break
    texts = {f.get("ident"): "".join(f.itertext()) for f in item.iter(NS + "itemfeedback")}
    return score, [re.sub("<[^>]*>", "", texts[name]) for name in told]


def check_canvas(path, questions):
    equal(check_package(str(path)), [], "qti-package-maker: the package for Canvas holds together")
    files = zipfile.ZipFile(path)
    equal(files.testzip(), None, "canvas: zip")
    check("non_cc_assessments/" in files.namelist(), "canvas: its empty folder")
    config = Config()
    config["run_code_blocks"] = False
    model = etree.fromstring(QTI(Quiz(MODEL, config=config)).assessment.encode())
    model_paths = paths(model)
    for question in questions:
        name = f"gw-{question['exercise']}-s{question['seed']}"
        root = etree.fromstring(files.read(f"{name}/{name}.xml"))
        meta = etree.fromstring(files.read(f"{name}/assessment_meta.xml"))
        equal(sorted(paths(root) - model_paths), [], f"text2qti: the shape of {name}")
        items = {item.get("ident"): item for item in root.iter(NS + "item")}
        points = sum(b["points"] for b in question["blanks"] if f"{name}-b{b['number']}" in items)
        equal(float(meta.find("{*}points_possible").text), float(points), f"{name}: points")
        for blank in question["blanks"]:
            item = items.get(f"{name}-b{blank['number']}")
            if item is None or kind(blank) == "order":
                continue
            check_item(item, blank, item.get("ident"))


def check_item(item, blank, name):
    for response, right, told in cases(blank):
        if kind(blank) == "number":
            response = float(response)
        elif kind(blank) == "choice":
            index = blank["answer"]["choice"]["of"].index(response)
            response = f"{name}-choice{index + 1}"
        score, feedback = process(item, response)
        equal(score, 100 if right else 0, f"{name}: {response!r}")
        if told and kind(blank) != "number":
            check(any(told in html.unescape(f) for f in feedback), f"{name}: {response!r}",
                  str(feedback))
