"""Whether those whom a photo or a video shows agreed to be shown (附2-121, P-06)."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.media import People
from casebook.model.media_rules import Demand
from casebook.problem import Said, Severity

Fault = tuple[Said, Said, Severity]


def people_faults(file: str, people: People | None, demand: Demand | None) -> Iterator[Fault]:
    """Yield what is missing of an editor's word on the people that a photo or video shows."""
    if people is None and demand is None:
        return
    if people is None:
        yield (
            Said(
                f"没有写明“{file}”里的人是否同意刊登",
                f"nothing says whether those shown on '{file}' agreed",
            ),
            Said(
                "请看过再填写：认不出任何人写“people: none”；认得出的写“people: {shown: adults, "
                "consent: …, checked_by: …}”，有未成年人写 shown: minors。",
                "Look at it: 'people: none' where nobody can be recognised, else 'people: {shown: "
                "adults, consent: …, checked_by: …}', or shown: minors.",
            ),
            "error" if demand == "required" else "warning",
        )
        return
    if people.shown == "none":
        return
    if people.consent is None:
        by = Said("监护人", "their guardians") if people.shown == "minors" else Said("本人", "they")
        yield (
            Said(
                f"“{file}”里认得出人，没有写明怎样征得同意",
                f"people can be recognised on '{file}', and how they agreed is not said",
            ),
            Said(
                f"请写 consent：{by.zh}怎样同意的，凭据存在哪里；没有同意的请换一个，或遮住人脸。",
                f"Write consent: how {by.en} agreed, and where that is kept; or use another.",
            ),
            "error",
        )
    if people.checked_by is None:
        yield (
            Said(f"“{file}”没有写明由谁核对", f"who looked at '{file}' is not said"),
            Said("请写 checked_by: 核对人。", "Write checked_by: your name."),
            "warning",
        )
