"""Make the site's files, see that nothing is lost, and put them in the old ones' place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from casebook.addresses import missing_from
from casebook.commands.leaks import let_out
from casebook.commands.ledger import say_unrecorded
from casebook.commands.placeholder import say_placeholder
from casebook.console import Console
from casebook.digests import Digests
from casebook.manifest import MANIFEST, render_manifest
from casebook.packed import pack
from casebook.problem import ProblemsError, Said
from casebook.publish import Tree, publish
from casebook.site.build import SiteInput, build_site
from casebook.site.headers import LASTING
from casebook.sums import SUMS, digests_of, render_sums


@dataclass(frozen=True, slots=True)
class Released:
    """What was published: how many files, and whether any of them is new."""

    files: int
    changed: bool


def release(given: SiteInput, digests: Digests, console: Console) -> Released:
    """Build the tree of the site and publish it in one step.

    Raises ProblemsError where an address of the ledger would be lost, or where any file holds
    personal data; the old site then stays.
    """
    tree = build_site(given, console)
    if lost := list(missing_from(given.library, tree)):
        raise ProblemsError(lost)
    let_out(tree, given.paths.out, given.library, given.paths, console)
    searched = set(tree)
    with console.step("finish", Said("压缩并列出清单", "compressing and listing")):
        finish(tree, given, digests)
    added = {name: content for name, content in tree.items() if name not in searched}
    let_out(added, given.paths.out, given.library, given.paths, console)
    with console.step("publish", Said("发布", "publishing")):
        out = given.paths.out
        takes_back = _published(out) - {case.id for case in given.library.published}
        changed = publish(tree, out, None if takes_back else LASTING)
    return Released(len(tree), changed)


def finish(tree: Tree, given: SiteInput, digests: Digests) -> None:
    """Add what is made of the finished files: the manifest, compressed forms, the list of all."""
    paths = given.paths
    tree[MANIFEST] = render_manifest(given.library, paths, given.site_url, digests)
    known = digests_of(tree, digests)
    packed = pack(tree, known, paths.cache)
    tree.update(packed)
    tree[SUMS] = render_sums({**known, **digests_of(packed, digests)})


def _published(out: Path) -> set[str]:
    """Return the ids of the cases in the site as it is."""
    try:
        found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        return set(found["built_from"]["cases"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def say_left_to_do(given: SiteInput, console: Console) -> None:
    """Say what an editor should still see to: unrecorded addresses, a site_url never set."""
    say_unrecorded(given.library, console)
    say_placeholder(given.site_url, console)
