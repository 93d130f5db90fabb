import torch
lstm = torch.nn.LSTM(1, 1)
state = (torch.zeros(1, 1, 1), torch.zeros(1, 1, 1))
for _ in range(2):
    out, state = lstm(torch.ones(2, 1, 1), state)
    loss = out.sum()
    loss.backward()
