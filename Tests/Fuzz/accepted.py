"""Differences which stay, each with its reason."""

import re

ALIKE = [
    # reason, what is alike, how it is written in both outputs
    ("An address is another in every run.", r" at 0x[0-9a-f]{6,}", ""),
    ("What is built in is C there, and ours here.",
     r"<(?:built-in |bound )?(?:function|method|method-wrapper|slot wrapper|module|functools\._lru_cache_wrapper)\b[^<>]*(?:<[^<>]*>[^<>]*)*>|<class 'itertools\.\w+'>", "<function>"),
]
ACCEPTED = [
    # reason, the kind of difference, patterns of the snippet, of our error, of the reference's error
    ("Recursion is bounded by our own depth.", "", "", "RecursionError", ""),
    ("Recursion is bounded by our own depth.", "", "", "", "RecursionError"),
    ("Memory is bounded by our own limits.", "", "", "MemoryError|OverflowError", "MemoryError"),
    ("How a call does not fit is said in the words of the C++ behind it.", "message", r"torch|nn\.|F\.|np\.", "TypeError", "TypeError"),
]


def alike(text):
    """The text with everything that may differ written in one way."""
    for _, pattern, replacement in ALIKE:
        text = re.sub(pattern, replacement, text)
    return text


def accepted(kind, snippet, ours, theirs):
    return any(
        kind == (of or kind) and re.search(text, snippet) and re.match(mine, ours.error) and re.match(right, theirs.error)
        for _, of, text, mine, right in ACCEPTED)
