print({33,1,2,3,4}, {20,3,1,17,40,-1,-2}, {33,1,2}, {16, 8, 0, 24, 32})
a=33
print({a,1,2,3,4}, set([33,1,2,3,4]), set({33,1,2,3,4}), frozenset({33,1,2,3,4}))
for x in {33,1,2,3,4}: print(x, end=' ')
print([x for x in {33,1,2,3,4}])
s=set(range(-2,9,5))-{0,3}; s|=frozenset().union(range(0,2)); print(s)
print(set(range(-1,0)) | {-1}.symmetric_difference(range(1,10,3)))
import random
random.seed(3)
def r(): return [random.randrange(-40,60) for _ in range(random.randrange(12))]
for k in range(25):
    a,b,c=set(r()),set(r()),r()
    for x in r()[:4]: a.discard(x)
    print(a|b,a&b,a-b,a^b,a.union(c),a.intersection(c),a.difference(c),a.symmetric_difference(c),a.copy(),set(a),frozenset(b),a.union(c,b),a.intersection(c,b),a.difference(c,b), a|frozenset(b), frozenset(a)&b, set(dict.fromkeys(c)), a.union(dict.fromkeys(c)), a - dict.fromkeys(c).keys(), dict.fromkeys(c).keys() & a, dict.fromkeys(c).keys() | a, dict.fromkeys(c).keys() ^ a, dict.fromkeys(c).keys() - a)
    d=set(a); d.update(c,b); print(d); d.difference_update(c); print(d); d.intersection_update(b); print(d); d.symmetric_difference_update(c); print(d)
    d|=b; print(d); d-=set(c); print(d); d&=a; print(d); d^=b; print(d); d.add(77); print(d); 
    if d: d.pop(); print(d); d.add(3); print(d)
    d.clear(); d.update(c); print(d)
