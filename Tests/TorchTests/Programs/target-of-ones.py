import torch
logits = torch.zeros(2, 3, requires_grad=True)
target = torch.tensor([[1, 0, 0], [0, 1, 0]])
loss = torch.nn.CrossEntropyLoss()(logits, target)
