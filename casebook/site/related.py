"""Related cases: those that show the same criteria first, the nearest in their words among them.

Size has no part in it (001-036). Criteria are compared by the share that two cases have in common,
words by the cosine of their characteristic pairs of Chinese characters, which a longer text does
not make larger.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from math import log, sqrt
from operator import add

from casebook.model.library import Case
from casebook.site.catalogue import Catalogue

SHOWN = 4
_OF_ONE_COMPANY = 2  # of those shown; the rest is kept for others, where there are any
_PAIRS = 40  # characteristic pairs kept of a case: what it is about, and no more of a longer text
_COMMON = 200  # a pair that more cases have tells little, and comparing them all would take long
_HAN = re.compile("[\u4e00-\u9fff]+")

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Related:
    """A related case, and the criteria that both cases show as (direction, key)."""

    case: Case
    criteria: tuple[tuple[str, str], ...]


def find_related(catalogue: Catalogue) -> Mapping[str, tuple[Related, ...]]:
    """Return the related cases of every published case, by its id."""
    return _Nearest(catalogue).all()


class _Nearest:
    """Every case as a set of criteria and as weighted pairs of characters."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.cases = catalogue.cases
        self.criteria = [catalogue.criteria_of(case) for case in self.cases]
        places = {key: place for place, key in enumerate(dict.fromkeys(chain(*self.criteria)))}
        self.masks = [sum(1 << places[key] for key in keys) for keys in self.criteria]
        self.companies = [c.data.company.key if c.data.company else "" for c in self.cases]
        self.weights = _weights([_words(case) for case in self.cases])
        self.having: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for position, weights in enumerate(self.weights):
            for pair, weight in weights.items():
                self.having[pair].append((position, weight))

    def all(self) -> dict[str, tuple[Related, ...]]:
        return {
            case.id: tuple(
                Related(self.cases[p], self._common(position, p)) for p in self._chosen(position)
            )
            for position, case in enumerate(self.cases)
        }

    def _common(self, one: int, other: int) -> tuple[tuple[str, str], ...]:
        shown = set(self.criteria[other])
        return tuple(key for key in self.criteria[one] if key in shown)

    def _chosen(self, position: int) -> list[int]:
        """Return the first cases of the order, so that no company has more than its part."""
        chosen: list[int] = []
        passed_over: list[int] = []
        count: Counter[str] = Counter()
        for other in self._ordered(position):
            company = self.companies[other]
            if company and count[company] == _OF_ONE_COMPANY:
                passed_over.append(other)
                continue
            count[company] += 1
            chosen.append(other)
            if len(chosen) == SHOWN:
                return chosen
        return (chosen + passed_over)[:SHOWN]

    def _ordered(self, position: int) -> Iterator[int]:
        """Yield the other cases: by what they share, then by words, then by place in the list.

        Cases without a word in common follow in neutral order from the case's own place on, so
        that they are not the same ones for every case.
        """
        alike = self._alike(position)
        bands: dict[int, list[int]] = defaultdict(list)
        for other in alike:
            bands[self._band(position, other)].append(other)
        total = len(self.cases)
        for band in (2, 1, 0):
            yield from nlargest(total, bands[band], key=lambda p: (alike[p], -p))
            if band:
                following = ((position + step) % total for step in range(1, total))
                yield from (
                    p for p in following if p not in alike and self._band(position, p) == band
                )

    def _band(self, one: int, other: int) -> int:
        """Return 2 where two share half of the criteria that either shows, 1 for any, else 0."""
        shared = (self.masks[one] & self.masks[other]).bit_count()
        either = (self.masks[one] | self.masks[other]).bit_count()
        return 0 if not shared else 2 if 2 * shared >= either else 1

    def _alike(self, position: int) -> dict[int, float]:
        """Return the cosine to every case that has a pair in common."""
        found: dict[int, float] = defaultdict(float)
        for pair, weight in self.weights[position].items():
            for other, its in self.having[pair]:
                found[other] += weight * its
        found.pop(position, None)  # a case without Chinese has no pair at all
        return found


def _words(case: Case) -> Counter[str]:
    """Count the pairs of neighbouring Chinese characters of a case: title, summary, text."""
    text = case.texts.get("zh")
    parts = (case.data.title.zh, case.data.summary.zh, text.source if text else None)
    runs = _HAN.findall("\n".join(part for part in parts if part))
    return Counter(chain.from_iterable(map(add, run, run[1:]) for run in runs))


def _weights(counts: Sequence[Counter[str]]) -> list[Weights]:
    """Return the most characteristic pairs of each text, weighted, as a vector of length 1.

    A pair that no other text has, or very many have, says nothing of likeness. The root of a
    count grows with a text's length as every other does, so that the length falls out.
    """
    spread = Counter(chain.from_iterable(counts))
    rarity = {pair: log(len(counts) / n) for pair, n in spread.items() if 1 < n <= _COMMON}
    made = []
    for count in counts:
        weighted = ((sqrt(n) * rarity[pair], pair) for pair, n in count.items() if pair in rarity)
        best = nlargest(_PAIRS, weighted)
        length = sqrt(sum(weight * weight for weight, _ in best))
        made.append({pair: weight / length for weight, pair in best if weight})
    return made
