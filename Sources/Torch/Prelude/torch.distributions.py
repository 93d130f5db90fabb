from torch.distributions.bernoulli import Bernoulli
from torch.distributions.categorical import Categorical
from torch.distributions.distribution import Distribution
from torch.distributions.exponential import Exponential
from torch.distributions.independent import Independent
from torch.distributions.kl import kl_divergence
from torch.distributions.normal import Normal
from torch.distributions.uniform import Uniform
