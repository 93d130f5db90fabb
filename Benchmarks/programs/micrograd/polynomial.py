from math import sin

from micrograd.engine import Value

POINTS, STEPS = 2000, 20
xs = [2 * i / (POINTS - 1) - 1 for i in range(POINTS)]
ys = [sin(3 * x) for x in xs]
a = [Value(0.0) for _ in range(4)]
for step in range(STEPS):
    predictions = [a[0] + a[1] * x + a[2] * x**2 + a[3] * x**3 for x in xs]
    # A sum one by one is deeper than micrograd's recursion goes.
    terms = [(p - y) ** 2 for p, y in zip(predictions, ys)]
    while len(terms) > 1:
        terms = [sum(terms[i:i + 2]) for i in range(0, len(terms), 2)]
    loss = terms[0] * (1 / POINTS)
    for value in a:
        value.grad = 0
    loss.backward()
    for value in a:
        value.data -= 0.1 * value.grad
print(loss.data)
