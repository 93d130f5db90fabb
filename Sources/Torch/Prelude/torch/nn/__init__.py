from torch.nn.modules import *
from torch.nn.parameter import UninitializedBuffer, UninitializedParameter
