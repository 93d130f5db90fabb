import math

import torch
from torch._C import renamed, unsupported, warn
from torch.nn import functional as F
from torch.nn import init
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter

# One step of each kind, from what the input and the state before contribute.
# Sources: Elman 1990; Hochreiter & Schmidhuber 1997; Cho et al. 2014.


def _tanh_step(inputs, state, weights):
    return (F.linear(state[0], *weights) + inputs).tanh(),


def _relu_step(inputs, state, weights):
    return (F.linear(state[0], *weights) + inputs).relu(),


def _lstm_step(inputs, state, weights):
    hidden, cell = state
    keep_in, keep, new, out = (F.linear(hidden, *weights) + inputs).chunk(4, 1)
    cell = keep.sigmoid() * cell + keep_in.sigmoid() * new.tanh()
    return out.sigmoid() * cell.tanh(), cell


def _gru_step(inputs, state, weights):
    hidden = state[0]
    ins, recurrent = inputs.chunk(3, 1), F.linear(hidden, *weights).chunk(3, 1)
    reset = (recurrent[0] + ins[0]).sigmoid()
    keep = (recurrent[1] + ins[1]).sigmoid()
    new = (ins[2] + recurrent[2] * reset).tanh()
    return (hidden - new) * keep + new,


_STEPS = {
    "RNN_TANH": _tanh_step, "RNN_RELU": _relu_step, "LSTM": _lstm_step, "GRU": _gru_step}
_GATES = {"RNN_TANH": 1, "RNN_RELU": 1, "LSTM": 4, "GRU": 3}


def _mode(nonlinearity):
    if nonlinearity not in ("tanh", "relu"):
        raise ValueError(
            f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
    return "RNN_" + nonlinearity.upper()


class RNNBase(Module):
    def __init__(
        self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False,
        dropout=0.0, bidirectional=False, proj_size=0, device=None, dtype=None,
    ):
        super().__init__()
        if not isinstance(hidden_size, int):
            raise TypeError(
                f"hidden_size should be of type int, got: {type(hidden_size).__name__}")
        if hidden_size <= 0:
            raise ValueError("hidden_size must be greater than zero")
        if num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")
        if proj_size:
            unsupported("recurrent layers with proj_size")
        if dropout > 0 and num_layers == 1:
            warn(
                "dropout option adds dropout after all but last recurrent layer, so non-zero "
                f"dropout expects num_layers greater than 1, but got dropout={dropout} and "
                f"num_layers={num_layers}")
        self.mode, self.input_size, self.hidden_size = mode, input_size, hidden_size
        self.num_layers, self.bias, self.batch_first = num_layers, bias, batch_first
        self.dropout, self.bidirectional = float(dropout), bidirectional
        rows = _GATES[mode] * hidden_size
        self._weight_names = []
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size * self._directions
            for direction in range(self._directions):
                end = f"l{layer}" + ("_reverse" if direction else "")
                sizes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
                if bias:
                    sizes.update(bias_ih=rows, bias_hh=rows)
                for name, size in sizes.items():
                    self.register_parameter(
                        f"{name}_{end}", Parameter(torch.empty(size, dtype=dtype)))
                self._weight_names.append([f"{name}_{end}" for name in sizes])
        self.reset_parameters()

    @property
    def _directions(self):
        return 2 if self.bidirectional else 1

    @property
    def all_weights(self):
        return [[getattr(self, name) for name in names] for names in self._weight_names]

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size)
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def flatten_parameters(self):
        pass

    def _checked(self, input, states):
        """The first states, each [layers, batch, hidden], for an input that has a batch."""
        if input.shape[0] == 0:
            raise RuntimeError("Expected sequence length to be larger than 0 in RNN")
        shape = (self.num_layers * self._directions, input.shape[1], self.hidden_size)
        if input.shape[-1] != self.input_size:
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got "
                f"{input.shape[-1]}")
        if states is None:
            zeros = torch.zeros(shape, dtype=input.dtype)
            return (zeros, zeros) if self.mode == "LSTM" else (zeros,)
        for place, state in enumerate(states):
            if state.shape != shape:
                which = f"hidden[{place}]" if self.mode == "LSTM" else "hidden"
                raise RuntimeError(
                    f"Expected {which} size {shape}, got {list(state.shape)}")
        return states

    def _run(self, inputs, state, weights, backwards):
        """One direction of one layer: its outputs, stacked, and its last state."""
        step, recurrent = _STEPS[self.mode], weights[1::2]
        parts = F.linear(inputs, *weights[0::2]).unbind(0)
        outputs = []
        for part in reversed(parts) if backwards else parts:
            state = step(part, state, recurrent)
            outputs.append(state[0])
        return torch.stack(outputs[::-1] if backwards else outputs), state

    def _all_layers(self, inputs, states):
        lasts = []
        for place, weights in enumerate(self.all_weights):
            direction = place % self._directions
            if direction == 0:
                before, halves = inputs, []
            output, last = self._run(
                before, tuple(state[place] for state in states), weights, direction == 1)
            lasts.append(last)
            halves.append(output)
            if direction == self._directions - 1:
                inputs = halves[0] if len(halves) == 1 else torch.cat(halves, -1)
                if self.dropout and place < len(self._weight_names) - 1:
                    inputs = F.dropout(inputs, self.dropout, self.training)
        return inputs, tuple(torch.stack(parts) for parts in zip(*lasts))

    def forward(self, input, hx=None):
        is_lstm = self.mode == "LSTM"
        kind = type(self).__name__
        if not isinstance(input, torch.Tensor):
            unsupported(f"{kind} of a packed sequence")
        if input.dim() not in (2, 3):
            raise ValueError(
                f"{kind}: Expected input to be 2D or 3D, got {input.dim()}D "
                + ("tensor instead" if self.mode.startswith("RNN") else "instead"))
        is_batched = input.dim() == 3
        states = None if hx is None else tuple(hx) if is_lstm else (hx,)
        if states is not None and any(state.dim() != input.dim() for state in states):
            self._refuse_ranks(input, states)
        first = self.batch_first and is_batched
        batch = input.transpose(0, 1) if first else input if is_batched else input.unsqueeze(1)
        if states is not None and not is_batched:
            states = tuple(state.unsqueeze(1) for state in states)
        output, states = self._all_layers(batch, self._checked(batch, states))
        if is_lstm and not self.bidirectional and output.dtype == torch.float32:
            # One call of its own library in PyTorch.
            output = renamed(output, "MkldnnRnnLayerBackward0")
        if first:
            output = renamed(
                output.transpose(0, 1), "TransposeBackward0" if is_lstm else "TransposeBackward1")
        if not is_batched:
            output, states = output.squeeze(1), tuple(state.squeeze(1) for state in states)
        return output, states if is_lstm else states[0]

    def _refuse_ranks(self, input, states):
        batched = "batched 3-D" if input.dim() == 3 else "unbatched 2-D"
        if self.mode == "LSTM":
            ranks = ", ".join(f"{state.dim()}-D" for state in states)
            found = f"hx and cx should also be {input.dim()}-D but got ({ranks}) tensors"
        else:
            found = f"hx should also be {input.dim()}-D but got {states[0].dim()}-D tensor"
        raise RuntimeError(f"For {batched} input, {found}")

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        if self.num_layers != 1:
            text += f", num_layers={self.num_layers}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if self.batch_first is not False:
            text += f", batch_first={self.batch_first}"
        if self.dropout != 0:
            text += f", dropout={self.dropout}"
        if self.bidirectional is not False:
            text += f", bidirectional={self.bidirectional}"
        return text


class RNN(RNNBase):
    def __init__(
        self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", bias=True,
        batch_first=False, dropout=0.0, bidirectional=False, device=None, dtype=None,
    ):
        super().__init__(
            _mode(nonlinearity), input_size, hidden_size, num_layers, bias, batch_first, dropout,
            bidirectional, 0, device, dtype)
        self.nonlinearity = nonlinearity


class LSTM(RNNBase):
    def __init__(self, *args, **kwargs):
        super().__init__("LSTM", *args, **kwargs)


class GRU(RNNBase):
    def __init__(self, *args, **kwargs):
        super().__init__("GRU", *args, **kwargs)


class RNNCellBase(Module):
    def __init__(self, mode, input_size, hidden_size, bias, dtype):
        super().__init__()
        self.input_size, self.hidden_size, self.bias = input_size, hidden_size, bias
        rows = _GATES[mode] * hidden_size
        self.weight_ih = Parameter(torch.empty((rows, input_size), dtype=dtype))
        self.weight_hh = Parameter(torch.empty((rows, hidden_size), dtype=dtype))
        for name in ("bias_ih", "bias_hh"):
            self.register_parameter(
                name, Parameter(torch.empty(rows, dtype=dtype)) if bias else None)
        self.reset_parameters()

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size)
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def _step(self, mode, input, states):
        kind = type(self).__name__
        if input.dim() not in (1, 2):
            raise ValueError(
                f"{kind}: Expected input to be 1D or 2D, got {input.dim()}D instead")
        is_batched = input.dim() == 2
        batch = input if is_batched else input.unsqueeze(0)
        if states is None:
            zeros = torch.zeros(batch.shape[0], self.hidden_size, dtype=input.dtype)
            states = (zeros, zeros)
        elif not is_batched:
            states = tuple(state.unsqueeze(0) for state in states)
        if batch.shape[1] != self.input_size:
            raise RuntimeError(
                f"input has inconsistent input_size: got {batch.shape[1]} expected "
                f"{self.input_size}")
        for place, state in enumerate(states):
            if state.shape[0] != batch.shape[0]:
                raise RuntimeError(
                    f"Input batch size {batch.shape[0]} doesn't match hidden{place} batch size "
                    f"{state.shape[0]}")
            if state.shape[1] != self.hidden_size:
                raise RuntimeError(
                    f"hidden{place} has inconsistent hidden_size: got {state.shape[1]}, expected "
                    f"{self.hidden_size}")
        states = _STEPS[mode](
            F.linear(batch, self.weight_ih, self.bias_ih), states,
            (self.weight_hh, self.bias_hh))
        return states if is_batched else tuple(state.squeeze(0) for state in states)

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if getattr(self, "nonlinearity", "tanh") != "tanh":
            text += f", nonlinearity={self.nonlinearity}"
        return text


class RNNCell(RNNCellBase):
    def __init__(
        self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None
    ):
        super().__init__("RNN_TANH", input_size, hidden_size, bias, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        if self.nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}")
        return self._step(_mode(self.nonlinearity), input, None if hx is None else (hx,))[0]


class LSTMCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__("LSTM", input_size, hidden_size, bias, dtype)

    def forward(self, input, hx=None):
        return self._step("LSTM", input, hx)


class GRUCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__("GRU", input_size, hidden_size, bias, dtype)

    def forward(self, input, hx=None):
        return self._step("GRU", input, None if hx is None else (hx,))[0]
