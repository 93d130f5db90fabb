import torch


def parameters_to_vector(parameters):
    return torch.cat([p.view(-1) for p in parameters])


@torch.no_grad()
def vector_to_parameters(vec, parameters):
    start = 0
    for p in parameters:
        p.data = vec[start:start + p.numel()].view_as(p).data
        start += p.numel()
