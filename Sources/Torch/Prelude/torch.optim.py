from torch.optim.adagrad import Adadelta, Adagrad
from torch.optim.adam import Adam, Adamax, AdamW, NAdam
from torch.optim.asgd import ASGD
from torch.optim.lbfgs import LBFGS
from torch.optim.optimizer import Optimizer
from torch.optim.radam import RAdam
from torch.optim.rmsprop import RMSprop
from torch.optim.rprop import Rprop
from torch.optim.sgd import SGD
