import torch

POINTS, STEPS = 2000, 20
x = torch.linspace(-1, 1, POINTS)
y = torch.sin(3 * x)
a = torch.zeros(4, requires_grad=True)
for step in range(STEPS):
    prediction = a[0] + a[1] * x + a[2] * x**2 + a[3] * x**3
    loss = ((prediction - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        a -= 0.1 * a.grad
        a.grad.zero_()
print(loss.item())
