# Source: Vaswani et al., *Attention Is All You Need*, 2017.

import copy
import math

import torch
from torch._C import unsupported
from torch.nn import functional as F
from torch.nn import init
from torch.nn.modules.container import ModuleList
from torch.nn.modules.dropout import Dropout
from torch.nn.modules.linear import Linear, NonDynamicallyQuantizableLinear
from torch.nn.modules.module import Module
from torch.nn.modules.normalization import LayerNorm
from torch.nn.parameter import Parameter


def _additive(mask, dtype):
    """A mask that is added to scores, of one that is true where nothing may be seen."""
    if mask is None or mask.dtype != torch.bool:
        return mask
    return torch.zeros(mask.shape, dtype=dtype).masked_fill(mask, float("-inf"))


class MultiheadAttention(Module):
    __module__ = "torch.nn.modules.activation"

    def __init__(
        self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False,
        add_zero_attn=False, kdim=None, vdim=None, batch_first=False, device=None, dtype=None,
    ):
        if embed_dim <= 0 or num_heads <= 0:
            raise ValueError(
                "embed_dim and num_heads must be greater than 0, got "
                f"embed_dim={embed_dim} and num_heads={num_heads} instead")
        super().__init__()
        if add_bias_kv or add_zero_attn or kdim not in (None, embed_dim) or (
                vdim not in (None, embed_dim)):
            unsupported("MultiheadAttention with add_bias_kv, add_zero_attn, kdim or vdim")
        if embed_dim % num_heads:
            raise AssertionError("embed_dim must be divisible by num_heads")
        self.embed_dim, self.num_heads, self.dropout = embed_dim, num_heads, dropout
        self.batch_first, self.head_dim = batch_first, embed_dim // num_heads
        self.in_proj_weight = Parameter(torch.empty((3 * embed_dim, embed_dim), dtype=dtype))
        self.register_parameter(
            "in_proj_bias", Parameter(torch.empty(3 * embed_dim, dtype=dtype)) if bias else None)
        self.out_proj = NonDynamicallyQuantizableLinear(
            embed_dim, embed_dim, bias=bias, dtype=dtype)
        init.xavier_uniform_(self.in_proj_weight)
        if bias:
            init.constant_(self.in_proj_bias, 0.0)
            init.constant_(self.out_proj.bias, 0.0)

    def _heads(self, x):
        """[L, N, E] as [N, heads, L, E / heads]."""
        length, batch, _ = x.shape
        return x.reshape(length, batch, self.num_heads, self.head_dim).permute(1, 2, 0, 3)

    def _mask(self, attn_mask, key_padding_mask, batch, dtype):
        """What is added to scores of [N, heads, L, S]; None where all may be seen."""
        mask, padding = _additive(attn_mask, dtype), _additive(key_padding_mask, dtype)
        if mask is not None and mask.dim() == 3:
            mask = mask.view(batch, self.num_heads, *mask.shape[1:])
        if padding is not None:
            padding = padding.view(batch, 1, 1, -1)
        if mask is None or padding is None:
            return padding if mask is None else mask
        return mask + padding

    def forward(
        self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None,
        average_attn_weights=True, is_causal=False,
    ):
        is_batched = query.dim() == 3
        if query.shape[-1] != self.embed_dim:
            raise AssertionError(
                f"was expecting embedding dimension of {self.embed_dim}, but got "
                f"{query.shape[-1]}")
        if is_causal and attn_mask is None:
            raise RuntimeError("Need attn_mask if specifying the is_causal hint.")
        inputs = (query, key, value)
        if not is_batched:
            inputs = [x.unsqueeze(1) for x in inputs]
        elif self.batch_first:
            inputs = [x.transpose(1, 0) for x in inputs]
        biases = (None,) * 3 if self.in_proj_bias is None else self.in_proj_bias.chunk(3)
        q, k, v = [
            self._heads(F.linear(x, weight, bias))
            for x, weight, bias in zip(inputs, self.in_proj_weight.chunk(3), biases)]
        length, batch, _ = inputs[0].shape
        mask = self._mask(attn_mask, key_padding_mask, batch, q.dtype)
        dropout = self.dropout if self.training else 0.0
        weights = None
        if need_weights:
            scores = q * math.sqrt(1.0 / self.head_dim) @ k.transpose(-2, -1)
            weights = (scores if mask is None else mask + scores).softmax(-1)
            mixed = (F.dropout(weights, dropout) if dropout else weights) @ v
            if average_attn_weights:
                weights = weights.mean(1)
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, mask, dropout)
        rows = mixed.permute(2, 0, 1, 3).reshape(length * batch, self.embed_dim)
        output = self.out_proj(rows).view(length, batch, self.embed_dim)
        if not is_batched:
            return output.squeeze(1), None if weights is None else weights.squeeze(0)
        return output.transpose(1, 0) if self.batch_first else output, weights


class TransformerEncoderLayer(Module):
    def __init__(
        self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation=F.relu,
        layer_norm_eps=1e-5, batch_first=False, norm_first=False, bias=True, device=None,
        dtype=None,
    ):
        super().__init__()
        self.self_attn = MultiheadAttention(
            d_model, nhead, dropout, bias, batch_first=batch_first, dtype=dtype)
        self.linear1 = Linear(d_model, dim_feedforward, bias, dtype=dtype)
        self.dropout = Dropout(dropout)
        self.linear2 = Linear(dim_feedforward, d_model, bias, dtype=dtype)
        self.norm_first = norm_first
        self.norm1 = LayerNorm(d_model, layer_norm_eps, bias=bias, dtype=dtype)
        self.norm2 = LayerNorm(d_model, layer_norm_eps, bias=bias, dtype=dtype)
        self.dropout1, self.dropout2 = Dropout(dropout), Dropout(dropout)
        if isinstance(activation, str):
            if activation not in ("relu", "gelu"):
                raise RuntimeError(f"activation should be relu/gelu, not {activation}")
            activation = getattr(F, activation)
        self.activation = activation

    def forward(self, src, src_mask=None, src_key_padding_mask=None, is_causal=False):
        def attended(x):
            mixed, _ = self.self_attn(
                x, x, x, src_key_padding_mask, False, src_mask, is_causal=is_causal)
            return self.dropout1(mixed)

        def fed_forward(x):
            return self.dropout2(self.linear2(self.dropout(self.activation(self.linear1(x)))))

        if self.norm_first:
            src = src + attended(self.norm1(src))
            return src + fed_forward(self.norm2(src))
        src = self.norm1(src + attended(src))
        return self.norm2(src + fed_forward(src))


class TransformerEncoder(Module):
    def __init__(
        self, encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True
    ):
        super().__init__()
        self.layers = ModuleList([copy.deepcopy(encoder_layer) for _ in range(num_layers)])
        self.num_layers, self.norm = num_layers, norm

    def forward(self, src, mask=None, src_key_padding_mask=None, is_causal=None):
        for layer in self.layers:
            src = layer(src, mask, src_key_padding_mask, bool(is_causal))
        return src if self.norm is None else self.norm(src)


class Transformer(Module):
    def __init__(self, *args, **kwargs):
        unsupported("nn.Transformer: use nn.TransformerEncoder")

    @staticmethod
    def generate_square_subsequent_mask(sz, device=None, dtype=None):
        return torch.triu(torch.full((sz, sz), float("-inf"), dtype=dtype), diagonal=1)
