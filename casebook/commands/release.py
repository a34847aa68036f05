"""Make the site's files, see that nothing is lost, and put them in the old ones' place."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.addresses import missing_from
from casebook.commands.leaks import let_out
from casebook.commands.ledger import say_unrecorded
from casebook.commands.placeholder import say_placeholder
from casebook.console import Console
from casebook.problem import ProblemsError, Said
from casebook.publish import publish
from casebook.site.build import SiteInput, build_site


@dataclass(frozen=True, slots=True)
class Released:
    """What was published: how many files, and whether any of them is new."""

    files: int
    changed: bool


def release(given: SiteInput, console: Console) -> Released:
    """Build the tree of the site and publish it in one step.

    Raises ProblemsError where an address of the ledger would be lost, or where any file holds
    personal data; the old site then stays.
    """
    tree = build_site(given, console)
    if lost := list(missing_from(given.library, tree)):
        raise ProblemsError(lost)
    let_out(tree, given.paths.out, given.library, given.paths, console)
    with console.step("publish", Said("发布", "publishing")):
        changed = publish(tree, given.paths.out)
    return Released(len(tree), changed)


def say_left_to_do(given: SiteInput, console: Console) -> None:
    """Say what an editor should still see to: unrecorded addresses, a site_url never set."""
    say_unrecorded(given.library, console)
    say_placeholder(given.site_url, console)
