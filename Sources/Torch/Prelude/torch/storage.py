from torch._C import memory, memory_address

# The memory of a tensor, which others may share, seen without a shape.


class _Storage:
    def __init__(self, tensor):
        self._tensor = memory(tensor)

    def data_ptr(self):
        return memory_address(self._tensor)

    def nbytes(self):
        return self._tensor.numel() * self._tensor.element_size()

    def __eq__(self, other):
        return isinstance(other, _Storage) and self.data_ptr() == other.data_ptr()

    def __hash__(self):
        return hash(self.data_ptr())


class UntypedStorage(_Storage):
    def size(self):
        return self.nbytes()

    def __len__(self):
        return self.nbytes()


class TypedStorage(_Storage):
    @property
    def dtype(self):
        return self._tensor.dtype

    def size(self):
        return self._tensor.numel()

    def __len__(self):
        return self._tensor.numel()

    def untyped(self):
        return UntypedStorage(self._tensor)

    def tolist(self):
        return self._tensor.tolist()

    def __iter__(self):
        return iter(self.tolist())

    def __getitem__(self, index):
        return self.tolist()[index]

    def __setitem__(self, index, value):
        self._tensor[index] = value

    def __repr__(self):
        lines = [" " + str(value) for value in self.tolist()]
        return "\n".join(lines) + (
            f"\n[torch.storage.TypedStorage(dtype={self.dtype}, device=cpu) of size {len(self)}]")

