import torch
from torch._C import unsupported


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    """Sequences of several lengths as one tensor, as long as the longest."""
    sequences = list(sequences)
    longest = max(sequence.shape[0] for sequence in sequences)
    rest = tuple(sequences[0].shape[1:])
    rows = []
    for sequence in sequences:
        filling = torch.full(
            (longest - sequence.shape[0],) + rest, padding_value, dtype=sequence.dtype)
        parts = [sequence, filling] if padding_side == "right" else [filling, sequence]
        rows.append(torch.cat(parts))
    return torch.stack(rows, 0 if batch_first else 1)


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    unsupported("packed sequences")


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    unsupported("packed sequences")
