"""A page's content for the press: without tags, black text printed over what lies below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pikepdf import (
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    parse_content_stream,
    unparse_content_stream,
)

# Black text of a usual size prints over its ground: no white edges where plates do not lie
# exactly on one another. Larger letters would let the ground show through, and knock it out.
OVERPRINT_UP_TO = 24.0  # pt
_OVER, _OUT = Name("/Overprint"), Name("/Knockout")
_TAGS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"})
_BLACK = (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True)
class _State:
    """What of the graphics state decides about overprinting; `size` in pt."""

    fill: tuple[float, ...] = ()  # a page begins in DeviceGray
    font: float = 0.0
    scale: float = 1.0
    over: bool = False

    @property
    def wants(self) -> bool:
        return self.fill == _BLACK and 0 < self.font * self.scale <= OVERPRINT_UP_TO


def graphics_states() -> Dictionary:
    """Return the two states that `pressed` switches between (ISO 32000-1, 8.6.7).

    In OPM 1 an ink of 0 leaves what lies below; `op` is about filling, which text is. The states
    must not be on for white text: it would vanish.
    """
    return Dictionary(
        {
            str(_OVER): Dictionary(Type=Name.ExtGState, OP=False, op=True, OPM=1),
            str(_OUT): Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0),
        }
    )


def pressed(page: Page | Object) -> bytes:
    """Return a page's content stream without marked content, and with black text overprinting."""
    return unparse_content_stream(list(_changed(page)))


def _changed(page: Page | Object) -> Iterator[ContentStreamInstruction]:
    stack: list[_State] = []
    state = _State()
    for said in parse_content_stream(page):
        if not isinstance(said, ContentStreamInstruction):
            raise TypeError("an inline image in what Typst wrote")
        name = str(said.operator)
        if name in _TAGS:
            continue
        if name == "q":
            stack.append(state)
        elif name == "Q":
            state = stack.pop()
        elif state.over != (wanted := _wanted(state, name)):
            state = replace(state, over=wanted)
            yield ContentStreamInstruction([_OVER if state.over else _OUT], Operator("gs"))
        else:
            state = _after(state, name, said.operands)
        yield said


def _wanted(state: _State, name: str) -> bool:
    """Return whether an operator is to overprint; most of them paint nothing."""
    if name in _SHOWS:
        return state.wants
    return state.over and name not in _PAINTS


def _after(state: _State, name: str, operands: object) -> _State:
    """Return the state after an operator that sets a colour or a size."""
    values = operands if isinstance(operands, list) else list(operands)  # type: ignore[call-overload]
    match name:
        case "k":
            return replace(state, fill=tuple(float(ink) for ink in values))
        case "g" | "rg" | "cs" | "sc" | "scn":
            return replace(state, fill=())
        case "Tf":
            return replace(state, font=abs(float(values[1])))
        case "Tm":
            a, b = float(values[0]), float(values[1])
            return replace(state, scale=(a * a + b * b) ** 0.5)
    return state
