def f(n):
    if n == 0: raise ValueError("deep")
    return f(n - 1)
class K:
    def m(self): return f(2)
try:
    K().m()
except ValueError as e:
    print("x")
def r(): return r()
try: r()
except RecursionError as e: print(e)
