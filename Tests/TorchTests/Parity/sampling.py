# Choices at random, on any processor but Intel's: dropout, bernoulli, multinomial, distributions.
import torch
from torch import nn
import torch.nn.functional as F
from torch.distributions import (
    Bernoulli, Categorical, Exponential, Independent, Normal, Uniform, kl_divergence,
)


def attempt(body):
    try:
        return body()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


torch.manual_seed(5)
x = torch.randn(6, requires_grad=True)
y = F.dropout(x, 0.4)
print(y, torch.autograd.grad(y.pow(2).sum(), x)[0], y.grad_fn.next_functions[1])
layer = nn.Dropout(0.25)
print(layer, layer(torch.ones(2, 4)), layer.eval()(torch.ones(2)), F.dropout(torch.ones(2), 1.0))
print(F.dropout2d(torch.ones(2, 3, 1, 2), 0.5)[..., 0], F.alpha_dropout(torch.ones(4), 0.5, True))
print(F.dropout(torch.ones(3), 0.5, inplace=True), F.dropout(torch.ones(2).double(), 0.2))
print(torch.bernoulli(torch.tensor([0.2, 0.5, 0.9])), torch.bernoulli(torch.ones(3), 0.5))
print(torch.empty(4).bernoulli_(0.3), torch.empty(2).bernoulli_(torch.tensor([0.1, 0.9])))
print(torch.empty(3).exponential_(), torch.empty(2, dtype=torch.float64).exponential_(2.0))
weights = torch.tensor([[0.1, 0.0, 0.6, 0.3], [5.0, 1.0, 1.0, 3.0]])
print(torch.multinomial(weights, 1), torch.multinomial(weights, 3))
print(torch.multinomial(weights, 6, replacement=True), weights[1].multinomial(2, True))
own = torch.Generator().manual_seed(3)
print([torch.multinomial(weights[0], 1, generator=own).item() for _ in range(6)], torch.rand(1))

loc, logits = torch.tensor([0.5, -1.0], requires_grad=True), torch.tensor([0.2, 1.5, -0.3], requires_grad=True)
for d, value in [
    (Normal(loc, loc.exp()), torch.tensor([0.1, 0.2])), (Normal(0.0, 2.0), torch.tensor(1.0)),
    (Categorical(logits=logits), torch.tensor([0, 2])), (Categorical(logits.softmax(0)), torch.tensor(1)),
    (Categorical(torch.tensor([[1.0, 3.0], [2.0, 2.0]])), torch.tensor([1, 0])),
    (Bernoulli(logits=logits), torch.tensor([1.0, 0.0, 1.0])), (Bernoulli(0.3), torch.tensor(1.0)),
    (Uniform(loc, loc + 2), torch.tensor([1.0, 0.0])), (Exponential(loc.exp()), torch.tensor([1.0, 2.0])),
    (Independent(Normal(loc, 1.0), 1), torch.tensor([0.1, 0.2])),
]:
    print(d, d.batch_shape, d.event_shape, d.log_prob(value), d.entropy(), d.mean, d.variance)
    print(d.sample(), d.sample((2,)))
normal = Normal(loc, loc.exp())
draw = normal.rsample()
print(draw, torch.autograd.grad(draw.sum(), loc)[0], normal.cdf(torch.zeros(2)), normal.expand((3, 2)))
print(torch.autograd.grad(Categorical(logits=logits).log_prob(torch.tensor(2)), logits)[0])
print(Categorical(torch.ones(3)).enumerate_support(), Bernoulli(logits=logits).probs, Categorical(torch.ones(2)).logits)
print(kl_divergence(normal, Normal(0.0, 1.0)), kl_divergence(Categorical(logits=logits), Categorical(torch.ones(3))))
print(kl_divergence(Bernoulli(0.2), Bernoulli(torch.tensor(0.6))))

for refused in [
    lambda: F.dropout(x, 1.5), lambda: nn.Dropout(-0.1), lambda: torch.bernoulli(torch.tensor([2.0])),
    lambda: torch.empty(2).bernoulli_(-0.5), lambda: torch.multinomial(weights, 5),
    lambda: torch.multinomial(-weights, 1), lambda: torch.multinomial(torch.zeros(2), 1),
    lambda: torch.multinomial(torch.ones(2, dtype=torch.long), 1), lambda: Normal(0.0, -1.0),
    lambda: Categorical(torch.tensor([-1.0, 2.0])), lambda: Categorical(), lambda: Bernoulli(1.5),
    lambda: Normal(0.0, 1.0).log_prob(3), lambda: Categorical(torch.ones(3)).log_prob(torch.tensor(5)),
    lambda: Uniform(0.0, 1.0).log_prob(torch.tensor(2.0)), lambda: Categorical(torch.tensor(1.0)),
]:
    print(attempt(refused))
scores = torch.randn(2, 3, requires_grad=True)
hard = F.gumbel_softmax(scores, tau=0.5, hard=True)
print(hard, torch.autograd.grad(hard[:, 0].sum(), scores)[0], F.gumbel_softmax(scores.detach(), dim=0))
print(nn.init.trunc_normal_(torch.empty(2, 4), std=0.5, a=-0.6, b=0.6))
for shape in [(3, 3), (2, 4), (4, 2), (2, 2, 2)]:
    print(nn.init.orthogonal_(torch.empty(shape), gain=1.5))
print(nn.utils.rnn.pad_sequence([torch.ones(2), torch.zeros(3)], padding_value=-1.0))
