from torch.nn.utils.clip_grad import _clip_grads_with_norm_ as clip_grads_with_norm_
from torch.nn.utils.clip_grad import _get_total_norm as get_total_norm
from torch.nn.utils.clip_grad import clip_grad_norm, clip_grad_norm_, clip_grad_value_
from torch.nn.utils.convert_parameters import parameters_to_vector, vector_to_parameters
from torch.nn.utils.spectral_norm import remove_spectral_norm, spectral_norm
from torch.nn.utils.weight_norm import remove_weight_norm, weight_norm
