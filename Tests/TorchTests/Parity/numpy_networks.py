# Networks that are written in NumPy alone.
import math

import numpy as np

# A third-order polynomial fitted to a sine, as in "Learning PyTorch with Examples".
np.random.seed(0)
x = np.linspace(-math.pi, math.pi, 2000)
y = np.sin(x)
a, b, c, d = np.random.randn(), np.random.randn(), np.random.randn(), np.random.randn()
learning_rate = 1e-6
for t in range(300):
    y_pred = a + b * x + c * x * x + d * x * x * x
    loss = np.square(y_pred - y).sum()
    if t % 100 == 99:
        print(t, loss)
    grad_y_pred = 2.0 * (y_pred - y)
    grad_a = grad_y_pred.sum()
    grad_b = (grad_y_pred * x).sum()
    grad_c = (grad_y_pred * x * x).sum()
    grad_d = (grad_y_pred * x * x * x).sum()
    a -= learning_rate * grad_a
    b -= learning_rate * grad_b
    c -= learning_rate * grad_c
    d -= learning_rate * grad_d
print(f"Result: y = {a:.6f} + {b:.6f} x + {c:.6f} x^2 + {d:.6f} x^3", repr(a)[:10])

# A classifier of spirals with a softmax, as in CS231n.
np.random.seed(0)
N, D, K, h = 30, 2, 3, 20
X, labels = np.zeros((N * K, D)), np.zeros(N * K, dtype="uint8")
for j in range(K):
    ix = range(N * j, N * (j + 1))
    radius = np.linspace(0.0, 1, N)
    angle = np.linspace(j * 4, (j + 1) * 4, N) + np.random.randn(N) * 0.2
    X[ix] = np.c_[radius * np.sin(angle), radius * np.cos(angle)]
    labels[ix] = j
W, bias, W2, bias2 = 0.01 * np.random.randn(D, h), np.zeros((1, h)), 0.01 * np.random.randn(h, K), np.zeros((1, K))
for i in range(101):
    hidden = np.maximum(0, np.dot(X, W) + bias)
    scores = np.dot(hidden, W2) + bias2
    scores -= scores.max(axis=1, keepdims=True)
    probs = np.exp(scores) / np.sum(np.exp(scores), axis=1, keepdims=True)
    loss = np.mean(-np.log(probs[range(N * K), labels])) + 0.5e-3 * (np.sum(W * W) + np.sum(W2 * W2))
    if i % 50 == 0:
        print("iteration %d: loss %f" % (i, loss))
    dscores = probs.copy()
    dscores[range(N * K), labels] -= 1
    dscores /= N * K
    dW2, dbias2 = hidden.T @ dscores, dscores.sum(axis=0, keepdims=True)
    dhidden = dscores @ W2.T
    dhidden[hidden <= 0] = 0
    dW, dbias = X.T @ dhidden, dhidden.sum(axis=0, keepdims=True)
    W -= dW + 1e-3 * W
    bias -= dbias
    W2 -= dW2 + 1e-3 * W2
    bias2 -= dbias2
print("accuracy: %.2f" % np.mean(np.argmax(scores, axis=1) == labels))
print(W[:, :4].round(5), labels[::10], np.eye(K)[labels[::20]])

# XOR with sigmoids.
X, target = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0, 1, 1, 0]]).T
np.random.seed(1)
first, second = 2 * np.random.random((3, 4)) - 1, 2 * np.random.random((4, 1)) - 1
for j in range(1000):
    inner = 1 / (1 + np.exp(-(X @ first)))
    out = 1 / (1 + np.exp(-(inner @ second)))
    delta = (target - out) * (out * (1 - out))
    first += X.T.dot(delta.dot(second.T) * (inner * (1 - inner)))
    second += inner.T.dot(delta)
print(out, (out > 0.5).astype(int).ravel().tolist())


# Numbers of NumPy in a class of the program's own, as in micrograd.
class Value:
    def __init__(self, data):
        self.data = data

    def __add__(self, other):
        return Value(self.data + (other.data if isinstance(other, Value) else other))

    def __mul__(self, other):
        return Value(self.data * (other.data if isinstance(other, Value) else other))

    def __repr__(self):
        return f"Value(data={self.data})"

    __radd__, __rmul__ = __add__, __mul__


print(np.float64(2.0) * Value(3.0), Value(3.0) * np.float64(2.0), sum([Value(np.float64(1.5))]), [1.0] + [np.float64(2)])
xs = np.arange(-5, 5, 0.25)
print((3 * xs**2 - 4 * xs + 5)[:5], np.vectorize(lambda v: v if v > 0 else 0)(xs[18:24]))
