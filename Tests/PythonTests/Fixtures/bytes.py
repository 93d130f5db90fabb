b = b"hello\x00\xff'\n"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b[:3]), b + b"!", b"ab" * 2, 2 * b"ab", b"ell" in b, 104 in b, 5 in b, b == b"hello", b"a" < b"b", b"" == "", hash(b"a") == hash(b"a"), {b"k": 1}[b"k"])
print(bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes(), bytearray(b"xy"), bytearray(2), repr(bytearray()))
print("é€😀".encode(), "é".encode("latin-1"), "é".encode("ascii", "replace"), "é".encode("ascii", "ignore"), "é".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"), b"\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"\xff".decode("utf-8", "replace"), b"a\xffb".decode(errors="ignore"), str(b"abc"), str(b"abc", "ascii"))
print(b.hex(), b"\x01\x02\x03".hex("-"), b"\x01\x02\x03".hex(":", 2), bytes.fromhex("01 fF"), b"a,b,c".split(b","), b" a  b ".split(), b"a-b-c".rsplit(b"-", 1), b",".join([b"a", b"b"]), b"abcabc".find(b"c"), b"abcabc".rfind(b"c"), b"abc".index(98), b"aXbX".replace(b"X", b"--"), b"  x ".strip(), b"xxaxx".strip(b"x"), b"abc".startswith(b"ab"), b"abc".endswith((b"x", b"c")), b"abca".count(b"a"), b"a=b".partition(b"="), b"aBc".upper(), b"ABC".lower(), b"abc def".title(), b"abc".capitalize(), b"12".isdigit(), b"ab".isalpha(), b"ab".center(6, b"*"), b"5".zfill(3), b"a\nb\r\nc".splitlines(), b"prefix".removeprefix(b"pre"))
x = bytearray(b"abc")
x.append(100); x += b"e"; x[0] = 65; x.extend([1, 2]); x[1:3] = b"ZZZ"; del x[-1]; x.insert(0, 48)
print(x, x.pop(), x.pop(0), x, bytes(x), x == bytearray(b"AZZZde"), x.find(b"Z"), x.decode(), isinstance(x, bytes), type(x[1:2]))
x.reverse(); x.remove(90); print(x, b"a" + x, x + b"a", type(b"a" + x).__name__, type(x + b"a").__name__)
print(r"\d", rb"\d", br"\n", b"\x41\101\t", b'a' b"b", "%s" % b"x", f"{b'x'}", [*b"ab"], max(b"abc"), sorted(b"cab"), b"abc".islower(), bool(b""), bool(b"\0"), b"ab".isascii())
for bad in (lambda: b"a" + "b", lambda: "a" + b"b", lambda: b"a"[5], lambda: bytes([256]), lambda: bytes("a"), lambda: bytes(-1), lambda: bytes(1.5), lambda: b"a".split(","), lambda: b",".join(["a"]), lambda: "a" in b"a", lambda: b"\xff".decode(), lambda: b"\xc3".decode(), lambda: "é".encode("ascii"), lambda: "éa".encode("nope"), lambda: bytes.fromhex("0g"), lambda: b"a".find(300), lambda: bytearray(b"a").append(256), lambda: {bytearray(): 1}, lambda: str(b"a", 5), lambda: str("a", "utf-8"), lambda: str(1, "utf-8"), lambda: str(1, 5), lambda: b"a" < "b", lambda: b"a" * 1.5):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
