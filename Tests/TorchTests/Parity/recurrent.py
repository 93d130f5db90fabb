# Networks that go through a sequence step by step.
import torch
from torch import nn


def attempt(body):
    try:
        return body()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


torch.manual_seed(0)
sequence = torch.randn(3, 2, 2, requires_grad=True)
for make in [nn.RNN, nn.LSTM, nn.GRU]:
    for options in [
        {}, {"batch_first": True}, {"num_layers": 2, "bias": False},
        {"bidirectional": True, "num_layers": 2},
    ]:
        layer = make(2, 3, **options)
        output, state = layer(sequence)
        states = state if isinstance(state, tuple) else (state,)
        print(layer, output.shape, [s.shape for s in states], output.grad_fn.name())
        print(output[-1], states[-1][0], [name for name in layer.state_dict()][:5])
        loss = output.pow(2).sum() + states[0].sum()
        gradients = torch.autograd.grad(loss, [sequence, *layer.parameters()])
        print([g.flatten()[:2] for g in gradients])
    flat, _ = make(2, 3)(sequence[:, 0])
    print(flat.shape, flat.grad_fn.name())
print(nn.RNN(2, 3, nonlinearity="relu")(sequence)[0][-1])
lstm = nn.LSTM(2, 2, dtype=torch.float64)
start = (torch.ones(1, 2, 2, dtype=torch.float64), torch.zeros(1, 2, 2, dtype=torch.float64))
output, (hidden, cell) = lstm(sequence.double(), start)
print(output[-1], cell, output.grad_fn.name(), torch.equal(output[-1], hidden[0]))
print([[w.shape for w in weights] for weights in nn.GRU(2, 1, num_layers=2).all_weights])

torch.manual_seed(2)
for make in [nn.RNNCell, nn.LSTMCell, nn.GRUCell]:
    step = make(2, 3)
    state = None
    for row in sequence:
        state = step(row, state)
    first = state[0] if isinstance(state, tuple) else state
    print(step, first, list(step.state_dict()))
    print(torch.autograd.grad(first.sum(), step.weight_hh)[0][0], step(sequence[0, 0])[0].shape)
print(nn.RNNCell(2, 3, bias=False, nonlinearity="relu")(sequence[0]))

gru, cell = nn.GRU(2, 3), nn.LSTMCell(2, 3)
for refused in [
    lambda: gru(torch.ones(3, 2, 4)), lambda: gru(torch.ones(3)),
    lambda: gru(sequence, torch.ones(1, 3, 3)), lambda: gru(sequence[0], torch.ones(1, 1, 3)),
    lambda: nn.LSTM(2, 3)(sequence, (torch.ones(1, 1, 3), torch.ones(1, 2, 3))),
    lambda: nn.RNN(2, 3, nonlinearity="sin"), lambda: nn.RNN(2, 0), lambda: nn.RNN(2, 3, 0),
    lambda: cell(torch.ones(1, 1, 2)), lambda: cell(torch.ones(2, 5)),
    lambda: cell(torch.ones(2, 2), (torch.ones(3, 3), torch.ones(3, 3))),
    lambda: nn.RNNCell(2, 3, nonlinearity="sin")(torch.ones(2)),
]:
    print(attempt(refused))

# Attention, which sees the whole sequence at once.
torch.manual_seed(3)
words = torch.randn(2, 3, 4, requires_grad=True)
attention = nn.MultiheadAttention(4, 2, batch_first=True)
causal = nn.Transformer.generate_square_subsequent_mask(3)
padding = torch.tensor([[False, False, True], [False, True, True]])
print(attention, [(n, tuple(p.shape)) for n, p in attention.named_parameters()], causal)
for options in [{}, {"attn_mask": causal}, {"key_padding_mask": padding, "average_attn_weights": False}]:
    mixed, weights = attention(words, words, words, **options)
    print(mixed[0], weights.shape, weights[1, -1])
    print(torch.autograd.grad(mixed.pow(2).sum(), [words, attention.in_proj_weight])[1][5])
print(nn.MultiheadAttention(4, 1, bias=False)(words, words, words, need_weights=False))
layer = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, batch_first=True)
encoder = nn.TransformerEncoder(layer, 2, norm=nn.LayerNorm(4), enable_nested_tensor=False)
seen = encoder(words, mask=causal)
seen.pow(3).sum().backward()
print(seen, words.grad[1], encoder.layers[0].self_attn.out_proj.bias.grad)
first = nn.TransformerEncoderLayer(4, 2, 8, 0.0, "gelu", norm_first=True)
print(layer, first(words)[0])
print(attempt(lambda: nn.MultiheadAttention(5, 2)), attempt(lambda: attention(causal, causal, causal)))
