x = 1
if x:
    print("crlf")
print("""a
b""")
print(repr("""ab"""))
y = 2if y:    print("cr only")# commentprint(y,\  3)ﬁ = 3print(fi, ℌ := 4, H)