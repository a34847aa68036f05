"""Numbers of odd widths, read bit by bit."""

from __future__ import annotations

from casebook.video.fault import BROKEN, VideoFaultError


class Bits:
    """Reads bits from the front of some bytes; raises VideoFaultError behind their end."""

    def __init__(self, content: bytes) -> None:
        self._whole = int.from_bytes(content, "big")
        self._left = 8 * len(content)

    @property
    def left(self) -> int:
        """How many bits are still to be read."""
        return self._left

    def read(self, count: int) -> int:
        """Return the next `count` bits as a number; raises VideoFaultError at the end."""
        if count > self._left:
            raise VideoFaultError(BROKEN)
        self._left -= count
        return self._whole >> self._left & (1 << count) - 1

    def golomb(self) -> int:
        """Return the next Exp-Golomb number (ITU-T H.264, 9.1); raises VideoFaultError."""
        zeros = 0
        while not self.read(1):
            zeros += 1
            if zeros > 32:
                raise VideoFaultError(BROKEN)
        return (1 << zeros) - 1 + self.read(zeros)

    def signed_golomb(self) -> int:
        """Return the next signed Exp-Golomb number (ITU-T H.264, 9.1.1)."""
        number = self.golomb()
        return (number + 1) // 2 if number % 2 else -(number // 2)
