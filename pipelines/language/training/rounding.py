"""Eight-bit ranges of activations, and their rounding in training.

A network that is trained with its activations rounded as they will be at run time loses next to nothing when it is
exported (Jacob et al. 2018, quantisation-aware training).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn


class Range(NamedTuple):
    """What eight bits of an activation stand for.

    scale: the width of a step; zero: the byte that means zero
    spread: by what each channel is divided before, so that all use the range alike; ``None`` for nothing
    mean: each channel's mean after that; ``None`` for unknown
    """

    scale: float
    zero: int
    spread: npt.NDArray[np.float32] | None = None
    mean: npt.NDArray[np.float32] | None = None

    @classmethod
    def between(cls, low: float, high: float) -> Range:
        """The range from ``low`` (at most 0) to ``high`` (above 0)."""
        scale = (high - low) / 255
        return cls(scale, round(-low / scale))


class Rounding(nn.Module):  # type: ignore[misc]
    """Rounds values to the steps of a range, and passes gradients on as if it did not; without a range, nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._range: Range | None = None
        self._spread: Tensor | None = None

    def use(self, found: Range | None) -> None:
        """Round by this range from now on."""
        self._range = found
        self._spread = None if found is None or found.spread is None else torch.from_numpy(found.spread)

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., channels)."""
        if self._range is None:
            return x
        x = x.float() if self._spread is None else x.float() / self._spread
        x = torch.fake_quantize_per_tensor_affine(x, self._range.scale, self._range.zero, 0, 255)
        return x if self._spread is None else x * self._spread
