import json
d={"a":[1,2.5,True,None,"x\"\n\u00e9"],"b":{"c":[],"d":{}},"e":(1,2),3:"n",1.5:"f",None:0,True:1}
print(json.dumps(d)); print(json.dumps(d,indent=2)); print(json.dumps({"b":1,"a":2},sort_keys=True,separators=(",",":"))); print(json.dumps("é😀"), json.dumps("é😀",ensure_ascii=False))
print(json.loads('{"a": [1, 2.5e3, -0.1, true, false, null, "x\\u00e9\\n\\ud83d\\ude00"], "b": {}, "c": []}'), json.loads(" 12 "), json.loads('"s"'))
print(json.dumps([float("nan"),float("inf")]), json.loads(json.dumps(d)))
for t in ["", "{", "[1,", "[1 2]", '{"a" 1}', "{1:2}", "nul", "[1]x", '"abc', "01", "-", '"\\x"', "[1,]", '{"a":1,}', "1.", '["a\n"]']:
    try: print(t, json.loads(t))
    except json.JSONDecodeError as e: print(repr(t), e, e.pos)
class X: pass
for f in [lambda: json.dumps(X()), lambda: json.dumps({(1,):2}), lambda: json.dumps(float("nan"),allow_nan=False), lambda: json.dumps({1,2})]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(json.dumps(X(), default=lambda o: "obj")); l=[]; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
print(json.dumps([[1,2],[3]],indent=4), json.dumps([]), json.dumps({}, indent=1), json.dumps([1,[2]],indent="\t"))
