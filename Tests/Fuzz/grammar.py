"""Random programs from templates.

A grammar is a dictionary from a kind of thing to the texts that make one. In a text, `<int>` is filled with another
text of the kind `int` or with a variable of that kind, `<new:int>` is the name of a new variable of it, and a line
`<block>` is one to three statements with the indentation of the line.
"""

import re

HOLE = re.compile(r"<(new:)?([a-z_0-9]+)>")
BLOCK = re.compile(r"^( *)<(block|body)>$", re.MULTILINE)


class Writer:
    """Writes one program. `leaves` are the kinds' texts without holes, for where a text gets too deep."""

    def __init__(self, grammar, random, depth=3, slip=0.01):
        self.grammar = grammar
        self.random = random
        self.depth = depth
        self.slip = slip
        self.variables = {}
        self.count = 0

    def program(self, statements):
        return "\n".join(self.statement("statement", 0) for _ in range(statements))

    def statement(self, kind, nesting):
        texts = self.grammar[kind]
        text = self.random.choice(texts)
        while nesting > 1 and BLOCK.search(text):
            text = self.random.choice(texts)
        new = []
        before = {kind: list(names) for kind, names in self.variables.items()}
        pieces = BLOCK.split(text)
        filled = [self.fill(pieces[0], self.depth, new)]
        if len(pieces) == 1:
            self.bind(new)
            return filled[0]
        self.bind(new)
        for indent, block, rest in zip(pieces[1::3], pieces[2::3], pieces[3::3]):
            inside = "statement" if block == "block" else "body"
            lines = [self.statement(inside, nesting + 1) for _ in range(self.random.randint(1, 3))]
            filled.append("\n".join(indent + line for line in "\n".join(lines).split("\n")))
            # What a block assigns may never be assigned.
            self.variables = {kind: list(names) for kind, names in before.items()}
            self.bind(new)
            filled.append(self.fill(rest, self.depth, new))
        self.variables = before
        self.bind([(kind, name) for kind, name in new if kind in ("function", "class")])
        return "".join(filled)

    def bind(self, new):
        for kind, name in new:
            names = self.variables.setdefault(kind, [])
            if name not in names:
                names.append(name)

    def fill(self, text, depth, new):
        def replace(match):
            if not match[1]:
                filled = self.expression(match[2], depth)
                # `a + b` before a dot means something else.
                applied = text[match.end():match.end() + 1] in (".", "[", "(")
                return f"({filled})" if applied and not filled.isidentifier() else filled
            # A template's second `<new:…>` of one kind is the same name.
            for kind, name in new:
                if kind == match[2]:
                    return name
            self.count += 1
            new.append((match[2], f"{match[2][0]}{self.count}"))
            return new[-1][1]

        return HOLE.sub(replace, text)

    def expression(self, kind, depth):
        # Now and then, a thing of another kind.
        if kind in self.grammar["slips"] and self.random.random() < self.slip:
            kind = self.random.choice(self.grammar["slips"])
        names = self.variables.get(kind)
        if names and self.random.random() < 0.5:
            return self.random.choice(names)
        texts = self.grammar[kind]
        if depth <= 0:
            texts = [text for text in texts if not HOLE.search(text)] or texts
        return self.fill(self.random.choice(texts), depth - 1, [])
