"""Reads a QTI 2.1 package: processes responses by its rules, and hands it to two other readers."""

import zipfile

from lxml import etree
from qti_convert.upgrade import upgrade_qti2_to_qti3
from qti_package_maker.common.package_integrity import check_package

from expected import UNKNOWN, cases, kind, orders
from report import check, equal

NS = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CASTS = {"float": float, "integer": int, "string": str, "identifier": str}


class Item:
    def __init__(self, data):
        self.root = etree.fromstring(data)
        self.feedback = {
            (f.get("outcomeIdentifier"), f.get("identifier")): "".join(f.itertext())
            for f in self.root.findall(NS + "modalFeedback")
        }
        self.keys = {
            d.get("identifier"): CASTS[d.get("baseType")](d.findtext(f"{NS}correctResponse/{NS}value"))
            for d in self.root.findall(NS + "responseDeclaration")
            if d.find(NS + "correctResponse") is not None
        }

    def process(self, responses):
        """The score, and all that is told."""
        self.values = dict(responses)
        for declaration in self.root.findall(NS + "outcomeDeclaration"):
            value = declaration.findtext(f"{NS}defaultValue/{NS}value")
            cast = CASTS[declaration.get("baseType")]
            self.values[declaration.get("identifier")] = None if value is None else cast(value)
        for condition in self.root.find(NS + "responseProcessing"):
            for branch in condition:
                rules = list(branch)
                if not branch.tag.endswith("responseElse") and not self.value(rules.pop(0)):
                    continue
                for rule in rules:
                    self.values[rule.get("identifier")] = self.value(rule[0])
                break
        told = [text for (variable, name), text in self.feedback.items()
                if self.values[variable] == name]
        return self.values["SCORE"], told

    def value(self, element):
        operands = [self.value(child) for child in element]
        name = etree.QName(element).localname
        match name:
            case "variable":
                return self.values.get(element.get("identifier"))
            case "correct":
                return self.keys[element.get("identifier")]
            case "baseValue":
                return CASTS[element.get("baseType")](element.text)
            case "and":
                return all(operands)
            case "or":
                return any(operands)
        if None in operands:
            return None
        match name:
            case "sum":
                return sum(operands)
            case "lt":
                return operands[0] < operands[1]
            case "match":
                return operands[0] == operands[1]
            case "equal":
                if element.get("toleranceMode") == "exact":
                    return operands[0] == operands[1]
                below, above = map(float, element.get("tolerance").split())
                return operands[1] - below <= operands[0] <= operands[1] + above
        raise ValueError(name)


def check_qti(path, questions):
    equal(check_package(str(path)), [], "qti-package-maker: the package holds together")
    files = zipfile.ZipFile(path)
    equal(files.testzip(), None, "qti: zip")
    items = {n: files.read(n) for n in files.namelist() if n.startswith("items/gw")}
    equal(len(items), len(questions), "qti: items")
    for question in questions:
        name = f"gw-{question['exercise']}-s{question['seed']}"
        source = items[f"items/{name}.xml"]
        upgraded = upgrade_qti2_to_qti3(source)
        upgraded = upgraded if isinstance(upgraded, str) else upgraded.decode()
        check("<qti-assessment-item" in upgraded, f"qti-convert: {name}")
        asked = source.count(b"<textEntryInteraction")
        equal(upgraded.count("<qti-text-entry-interaction"), asked, f"qti-convert: {name}")
        check_item(Item(source), question, name)


def check_item(item, question, name):
    full = sum(blank["points"] for blank in question["blanks"])
    equal(item.process({})[0], 0.0, f"{name}: nothing answered")
    everything = {}
    for blank in question["blanks"]:
        number, points = blank["number"], blank["points"]
        variable = f"BLANK_{number}"
        if kind(blank) == "order":
            for order, right in orders(blank):
                responses = {f"{variable}_{i + 1}": place for i, place in enumerate(order)}
                equal(item.process(responses)[0], points if right else 0.0, f"{name}: {order}")
                if right:
                    everything |= responses
            twice = {key: 1 for key in responses}
            equal(item.process(twice)[0], 0.0, f"{name}: every step first")
            continue
        for response, right, told in cases(blank):
            if kind(blank) == "choice":
                index = blank["answer"]["choice"]["of"].index(response)
                response = f"CHOICE_{index + 1}"
            score, feedback = item.process({variable: response})
            equal(score, points if right else 0.0, f"{name} blank {number}: {response!r}")
            if told:
                check(f"({number}) {told}" in feedback or told == UNKNOWN and any(
                    f.startswith(f"({number})") and UNKNOWN in f for f in feedback),
                    f"{name} blank {number}: feedback on {response!r}", str(feedback))
            elif full > points:
                check(not any(f.startswith(f"({number})") for f in feedback),
                      f"{name} blank {number}: no feedback on the key")
            if right:
                everything[variable] = response
    score, told = item.process(everything)
    equal((score, told), (full, []), f"{name}: all right")
