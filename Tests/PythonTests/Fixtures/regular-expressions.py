import re

print(re.findall(r"\d+", "a1 bb22 ccc333"), re.findall(r"(\w)(\d)", "a1 b2"), re.findall(r"a*", "baaac"), re.findall("", "ab"))
print(re.split(r"[,;]\s*", "a, b;c,d"), re.split(r"(-)", "a-b-c"), re.split(r"\s+", "  a b "), re.split(r"x*", "axbc"), re.split(",", "a,b,c", maxsplit=1))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub("a", lambda m: m.group().upper(), "banana"), re.sub(r"x*", "-", "abxd"), re.subn("a", "b", "aaa", count=2))
print(re.sub(r"(?P<first>\w)(\w)", r"\g<2>\g<first>\g<0>", "abcd"), re.sub(r"\.", r"\\.", "a.b"), re.sub("(a)|b", r"[\1]", "ab"), re.sub("b", "\\n", "abc"))
m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)", "2024-05-01")
print(m, m.group(), m.group(1), m.group("month"), m.groups(), m.groupdict(), m.span(), m.span(2), m.start("year"), m.end(), m[1], m.lastindex, m.lastgroup, m.re.pattern, m.string, m.pos, m.endpos, bool(m))
print(re.match("b", "abc"), re.search("b", "abc"), re.fullmatch("a.c", "abc"), re.fullmatch("a.", "abc"), re.match("a|ab", "ab").group(), re.fullmatch("a|ab", "ab").group())
print(re.search(r"^b", "a\nb"), re.search(r"^b", "a\nb", re.M), re.findall(r"^\w+$", "ab\ncd\n", re.MULTILINE), re.search("a$", "a\n").span(), re.search(r"a\Z", "a\n"), re.findall("a.b", "a\nb a-b", re.S))
print(re.findall("abc", "ABC abc Abc", re.I), re.findall(r"(?i)É", "é É e"), re.findall(r"\bfoo\b", "foo food foo."), re.findall(r"\Boo", "foo boo"), re.findall(r"[^a-c\d]", "abcd1-"), re.findall(r"[]a-]", "a]-b"), re.findall(r"[\w.-]+@[\w.-]+", "x.y@z.org, a-b@c.d"))
print(re.findall(r"a{2,3}", "a aa aaa aaaa"), re.findall(r"a{2}?", "aaaa"), re.findall(r"a+?", "aa"), re.findall(r"<.*?>", "<a><b>"), re.findall(r"<.*>", "<a><b>"), re.findall(r"a{,2}", "aaa"), re.findall("a{x}", "a{x}"), re.findall(r"(?:ab)+", "ababab ab"), re.findall(r"(ab)+", "ababab ab"))
print(re.findall(r"\w+(?=!)", "hi! there yo!"), re.findall(r"\w+(?!!)\b", "hi! there"), re.findall(r"(?<=\$)\d+", "$5 6 $7"), re.findall(r"(?<!\$)\b\d+", "$5 6"), re.findall(r"(\w)\1", "aa bc dd"), re.findall(r"(?P<q>['\"]).*?(?P=q)", "'a' \"b\""), re.match(r"(a)?(?(1)b|c)", "ab").group(), re.match(r"(a)?(?(1)b|c)", "c").group())
print(re.match(r"(a*)*", "aab").groups(), re.match(r"(a|b)*", "abab").groups(), re.match(r"((a)|b)+", "ab").groups(), re.match(r"(?:(a)|b)*", "ab").groups(), re.match(r"(a)(b)?", "a").groups("-"), re.match(r"(?>a+)b", "aab"), re.match(r"a++b", "aab"), re.match(r"a++a", "aa"))
print([(x.start(), x.group()) for x in re.finditer(r"\w", "a-b")], re.compile(r"(\d)(\d)").sub(r"\2\1", "1234"), re.escape("a.b*c [x]"), re.compile("a", re.I | re.M), re.I, re.compile("x").flags, re.compile("(?i)x").flags, re.compile(r"(?x) a  b # comment").findall("ab"))
print(re.findall(r"\x41\u0042\103?\t", "ABC\tAB\t"), re.findall(r"[\s\S]", "a\n"), re.findall(r"[a\]b]", "]"), re.findall("\\\\", "a\\b"), re.split("(a)(b)?", "xaxabx"), re.compile("a").search("bab", 2), re.compile("^a").match("ba", 1), re.compile("b$").search("abc", 0, 2))
print(len(re.findall("a|b|c", "abc" * 2000)), re.match("(?:a|b)*c", "ab" * 5000 + "c").end(), re.match(".*x", "y" * 3000), re.sub(r"\s+", " ", " a \n b\t"))
for bad in ["(", ")", "[", "*", "a**", "a{2,1}", "(?P<1>a)", "(?P<n>a)(?P<n>b)", r"\q", "a\\", "(?z)", "(?P=x)", r"\1", "[b-a]", "(?<=a*)b", "(?P<n", "x(?i)", "+a", "(?", "(?#", r"\x1", "[a", "a|*", "(?P>x)", "(?(2)a)"]:
    try:
        print(bad, re.compile(bad))
    except re.error as e:
        print(repr(bad), e, e.pos)
for bad in (lambda: re.match(1, "a"), lambda: re.match("a", 1), lambda: re.match("a", "a").group(1), lambda: re.match("a", "a").group("x"), lambda: re.sub("a", r"\1", "a"), lambda: re.sub("a", r"\g<x>", "a"), lambda: re.sub("a", r"\q", "a")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
