import torch
print(torch.tensor([[1., 2.], [3., 4.]]))
# tensor([[1., 2.],
#         [3., 4.]])
print(torch.arange(3))  # tensor([0, 1, 2])
print("a", 1)           # a 1
print(torch.tensor(2.) == 2)  # tensor(True)
# tensor(9.) is not a claim
x = torch.tensor(3.)    # tensor(3.)
print(x)
# Output:
# tensor(3.)

# Now something else
x  # a tensor
for i in range(2):
    print(i)            # 0, 1
def f():
    raise ValueError("no")
f()  #> ValueError: no
