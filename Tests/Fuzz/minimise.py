"""Makes a snippet smaller for as long as what it shows stays."""

import ast
import time

BUDGET = 400  # candidates that are run, for one snippet
SECONDS = 5  # for one snippet


def minimise(snippet, shows):
    """`shows` takes a list of snippets, and says of each whether it still shows what is looked for."""
    text = ast.unparse(ast.parse(snippet))
    if text != snippet and not shows([text])[0]:
        return snippet
    tried, end = {text}, time.monotonic() + SECONDS
    # Whole statements first: there are few of them, and what goes with them need not be tried in its parts.
    for candidates_of in (without_statements, with_simpler_expressions, without_statements):
        while len(tried) < BUDGET and time.monotonic() < end:
            candidates = sorted(set(candidates_of(text)) - tried, key=lambda each: (len(each), each))
            found = first(candidates[:BUDGET - len(tried)], shows, tried)
            if found is None:
                break
            text = found
    return text


def first(candidates, shows, tried, size=100):
    for start in range(0, len(candidates), size):
        some = candidates[start:start + size]
        tried.update(some)
        for candidate, holds in zip(some, shows(some)):
            if holds:
                return candidate
    return None


def without_statements(text):
    """The text without one statement, or with the statements inside of one in its place."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            items = getattr(node, field, None)
            if not isinstance(items, list):
                continue
            for position, item in enumerate(items):
                for new in [[], *inside(item)]:
                    rest = items[:position] + new + items[position + 1:]
                    if not rest and field == "body":
                        rest = [ast.Pass()]
                    yield from changed(tree, len(text), node, field, rest, items)


def inside(statement):
    for field in ("body", "orelse", "finalbody"):
        if getattr(statement, field, None):
            yield list(getattr(statement, field))


def with_simpler_expressions(text):
    """The text with a part of one expression in its place, with one element less, or with a simpler constant."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if isinstance(value, list) and not any(isinstance(item, ast.stmt) for item in value):
                for position, item in enumerate(value):
                    for new in [[], *([part] for part in parts(item))]:
                        rest = value[:position] + new + value[position + 1:]
                        yield from changed(tree, len(text), node, field, rest, value)
            elif isinstance(value, ast.expr) and not isinstance(node, ast.While):  # It would loop for ever.
                for new in [None, *parts(value)]:
                    yield from changed(tree, len(text), node, field, new, value)
            elif isinstance(node, ast.Constant) and field == "value":
                for new in simpler(value):
                    yield from changed(tree, len(text), node, field, new, value)


def parts(node):
    if isinstance(node, ast.expr):
        yield from (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
        if not isinstance(node, ast.Constant):
            yield ast.Constant(0)


def simpler(value):
    if isinstance(value, str):
        yield from (value[:len(value) // 2], value[len(value) // 2:], value[1:], value[:-1])
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from (0, 1, 2)


def changed(tree, length, node, field, new, old):
    """The text of the tree with one field of a node changed, where that is a shorter program."""
    setattr(node, field, new)
    try:
        text = ast.unparse(ast.fix_missing_locations(tree))
        if len(text) <= length:
            ast.parse(text)
            yield text
    except Exception:  # Many a change leaves no program.
        pass
    finally:
        setattr(node, field, old)
