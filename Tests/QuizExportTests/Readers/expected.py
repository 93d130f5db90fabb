"""What each answer to a question deserves, told from its question.json alone."""

from itertools import permutations

UNKNOWN = "none of the slips"


def kind(blank):
    return next(iter(blank["answer"]))


def cases(blank):
    """Answers, whether they are right, and what their maker has to be told."""
    answer, mistakes = blank["answer"], blank["mistakes"]
    match kind(blank):
        case "number":
            value, tolerance = answer["number"]["_0"], answer["number"]["tolerance"]
            yield value, True, None
            yield value + 0.9 * tolerance, True, None
            yield value - 0.9 * tolerance, True, None
            taken = [(value, tolerance)]
            for mistake in mistakes:
                if "number" not in mistake["answer"]:
                    continue
                wrong = mistake["answer"]["number"]
                if any(abs(wrong["_0"] - v) <= wrong["tolerance"] + t for v, t in taken):
                    continue
                taken.append((wrong["_0"], wrong["tolerance"]))
                yield wrong["_0"], False, mistake["feedback"]
            yield 987654.25, False, UNKNOWN
        case "text":
            yield answer["text"]["_0"], True, None
            for mistake in mistakes:
                wrong = mistake["answer"]
                text = wrong["text"]["_0"] if "text" in wrong else f"{wrong['number']['_0']:g}"
                yield text, False, mistake["feedback"]
            yield "garbage *", False, UNKNOWN
            if "*" in answer["text"]["_0"]:  # an asterisk is no joker
                yield answer["text"]["_0"].replace("*", "joker"), False, UNKNOWN
        case "choice":
            for index, option in enumerate(answer["choice"]["of"]):
                told = [
                    mistake["feedback"]
                    for mistake in mistakes
                    if mistake["answer"]["choice"]["_0"] == index
                ]
                right = index == answer["choice"]["_0"] or index in blank.get("alsoRight", [])
                yield option, right, None if right else (told or [UNKNOWN])[0]


def orders(blank):
    """Every order of the steps, as the number of each, and whether it is right."""
    steps, pairs = blank["answer"]["order"]["_0"], blank["answer"]["order"]["pairs"]
    for order in permutations(range(1, len(steps) + 1)):
        yield order, all(order[first] < order[later] for first, later in pairs)
