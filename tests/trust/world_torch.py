"""The gates as PyTorch has them, by its own functions."""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional

from tests.trust.worlds import ARITHMETIC

NAMES = {"concatenate": "cat", "max": "amax", "min": "amin"}


class Torch:
    """What is not named here is PyTorch's by the same name."""

    def leaf(self, value: Any) -> Any:
        return torch.tensor(value, dtype=torch.float64)

    def __getattr__(self, name: str) -> Any:
        return getattr(torch, NAMES.get(name, name))

    def arithmetic(self, word: str, *xs: Any) -> Any:
        return ARITHMETIC[word](*xs)

    silu = staticmethod(functional.silu)
    gelu = staticmethod(functional.gelu)
    elu = staticmethod(functional.elu)
    outer = staticmethod(torch.outer)

    def softplus(self, x: Any) -> Any:
        return functional.softplus(x, threshold=700)

    def leaky_relu(self, x: Any) -> Any:
        return functional.leaky_relu(x, 0.01)

    def choose(self, c: Any, a: Any, b: Any) -> Any:
        return torch.where(c, a, b)

    def max(self, *xs: Any) -> Any:
        return torch.stack(torch.broadcast_tensors(*xs)).amax(0)

    def min(self, *xs: Any) -> Any:
        return torch.stack(torch.broadcast_tensors(*xs)).amin(0)

    def clip(self, x: Any) -> Any:
        return torch.clamp(x, -1.0, 1.5)

    def detach(self, x: Any) -> Any:
        return x.detach()

    def reduce(self, word: str, x: Any, axis: Any, keepdims: bool) -> Any:
        dims = tuple(range(x.dim())) if axis is None else (axis,)
        if word == "prod":
            for dim in sorted((dim % x.dim() for dim in dims), reverse=True):
                x = torch.prod(x, dim, keepdim=keepdims)
            return x
        if word == "var":
            return torch.var(x, dims, unbiased=False, keepdim=keepdims)
        if word == "norm":
            return torch.linalg.vector_norm(x, dim=dims, keepdim=keepdims)
        return getattr(torch, NAMES.get(word, word))(x, dims, keepdim=keepdims)

    def transpose(self, x: Any) -> Any:
        return x.permute(tuple(range(x.dim()))[::-1])

    def broadcast(self, x: Any, shape: Any) -> Any:
        return x.expand(shape)

    def softmax(self, x: Any) -> Any:
        return torch.softmax(x, -1)

    def log_softmax(self, x: Any) -> Any:
        return torch.log_softmax(x, -1)

    def cross_entropy(self, x: Any, labels: Any) -> Any:
        return functional.cross_entropy(x, torch.tensor(labels))

    def hinge(self, x: Any, labels: Any) -> Any:
        right = torch.tensor(labels)
        over = torch.relu(x - x.gather(1, right[:, None]) + 1.0)
        own = functional.one_hot(right, x.shape[1]).bool()
        return over.masked_fill(own, 0.0).sum() / len(labels)

    def conv2d(self, x: Any, w: Any) -> Any:
        return functional.conv2d(x, w)

    def maxpool2d(self, x: Any) -> Any:
        return functional.max_pool2d(x, 2)

    def avgpool2d(self, x: Any) -> Any:
        return functional.avg_pool2d(x, 2)
