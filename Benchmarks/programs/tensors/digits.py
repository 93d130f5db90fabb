import torch
import torch.nn as nn

torch.manual_seed(0)
BATCH, STEPS = 32, 20
X = torch.rand(BATCH, 64)
Y = torch.randint(0, 10, (BATCH,))
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
criterion = nn.CrossEntropyLoss()
for step in range(STEPS):
    optimizer.zero_grad()
    loss = criterion(model(X), Y)
    loss.backward()
    optimizer.step()
print(loss.item())
