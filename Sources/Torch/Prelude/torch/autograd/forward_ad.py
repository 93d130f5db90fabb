from collections import namedtuple

from torch import _C

_UnpackedDualTensor = namedtuple("UnpackedDualTensor", ["primal", "tangent"])
# Whether a level is open; its number is always 0, since levels do not nest.
_open = [False]


class UnpackedDualTensor(_UnpackedDualTensor):
    """A tensor, and how it moves; None where it does not."""


def enter_dual_level():
    _C.enter_dual_level()
    _open[0] = True
    return 0


def exit_dual_level(*, level=None):
    if not _open[0]:
        raise RuntimeError("Dual level must be a positive number.")
    if level not in (None, 0):
        raise RuntimeError(
            "Trying to exit a dual level that was not the last one that was entered.")
    _open[0] = False
    _C.exit_dual_level()


class dual_level:
    """Within it tensors may be dual: a number, and a direction that it moves in."""

    def __enter__(self):
        return enter_dual_level()

    def __exit__(self, *details):
        exit_dual_level()


def make_dual(tensor, tangent, *, level=None):
    return _C.make_dual(tensor, tangent)


def unpack_dual(tensor, *, level=None):
    tangent = _C.tangent_of(tensor)
    return UnpackedDualTensor(tensor if tangent is None else _C.primal_of(tensor), tangent)
