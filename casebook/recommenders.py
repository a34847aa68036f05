"""Which association put a case forward, whatever its name is spelt like (REQUIREMENTS 001-004)."""

from __future__ import annotations

from casebook import regions
from casebook.model.library import Case


def recommender_region(case: Case) -> str:
    """Return the division whose association recommended a case: a city's, or a district's.

    It is the `region` of the recommending body; unsaid, the division of the community that its name
    tells of, else the community's own. In a municipality the district's association counts, in
    other cities the city's, also where a district's stands in the form.
    """
    body = case.data.approval.recommended_by if case.data.approval else None
    own = regions.lineage(case.data.community.region)
    code = case.data.community.region
    if body and body.region:
        code = body.region
    elif body and (named := [r for r in own if _is_named(r, body.name.to("zh"))]):
        code = named[-1].code
    found = regions.lineage(code)
    return found[min(1, len(found) - 1)].code if found else code


def _is_named(region: regions.Region, name: str) -> bool:
    return region.zh in name or (region.level != "district" and regions.short_zh(region) in name)
