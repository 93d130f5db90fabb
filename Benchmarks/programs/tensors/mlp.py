import torch
import torch.nn as nn

torch.manual_seed(0)
BATCH, STEPS = 100, 20
X = torch.randn(BATCH, 2)
Y = (X[:, 0] * X[:, 1] > 0).float().unsqueeze(1)
model = nn.Sequential(
    nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
criterion = nn.BCEWithLogitsLoss()
for step in range(STEPS):
    optimizer.zero_grad()
    loss = criterion(model(X), Y)
    loss.backward()
    optimizer.step()
print(loss.item())
