"""Keep `private/` out of git and away from other users of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from casebook.private.load import FOLDER, RULE
from casebook.problem import Place, Problem, Said

_PATIENCE = 10  # seconds; git answers in a few hundredths
_NO_HOOKS = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"),
    *("-c", "log.showSignature=false"),
)


def exposed(root: Path) -> Iterator[Problem]:
    """Yield what lets the records out: files that git knows or would add, and open permissions.

    Git is asked where it is installed and the library lies in a repository: for its index, and
    whether any commit of any branch has a record.
    """
    yield from _known_to_git(root)
    folder = root / FOLDER
    if os.name == "posix":
        for path in (folder, *sorted(folder.glob("*.yaml"))):
            if path.exists() and not path.is_symlink() and path.stat().st_mode & 0o077:
                yield _open_to_others(path, root)


def _known_to_git(root: Path) -> Iterator[Problem]:
    git = shutil.which("git")
    if git is None or not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return
    listed = ("ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard")
    lines = [line.partition(" ") for line in _asked(git, root, *listed) if line]
    for tag, _, name in lines:
        yield (_not_ignored if tag == "?" else _tracked)(name)
    if any(tag != "?" for tag, _, _ in lines):
        return  # that also says what to do about the former commits
    for commit in _asked(git, root, "log", "-z", "--all", "-1", "--format=%h"):
        if commit:
            yield _in_the_history(commit)


def _asked(git: str, root: Path, *question: str) -> list[str]:
    """Return git's answers about the folder; none where it has none, or takes too long."""
    command = [git, *_NO_HOOKS, "-C", str(root), *question, "--", FOLDER]
    try:
        run = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        return []
    return [] if run.returncode else run.stdout.decode("utf-8", "surrogateescape").split("\0")


def _in_the_history(commit: str) -> Problem:
    return Problem(
        Place(FOLDER),
        RULE,
        Said(
            f"git 以前的提交（如 {commit}）里有私人资料，会随仓库传给所有人",
            f"former commits of git ({commit}) hold private records: they go wherever the "
            "repository goes",
        ),
        Said(
            f"删去文件并不能清除它们：请技术人员用 git filter-repo --path {FOLDER} --invert-paths "
            "清除历史后强制推送（见 docs/personal-data.zh.md），并当作已经泄露来处理。",
            "Deleting the files does not purge them: have git filter-repo --path "
            f"{FOLDER} --invert-paths do it and push with force (docs/personal-data.md), and treat "
            "them as leaked.",
        ),
        severity="warning",
    )


def _tracked(file: str) -> Problem:
    return Problem(
        Place(file),
        RULE,
        Said(
            "这份私人资料在 git 里，会随仓库传给所有人",
            "git tracks this private record: it goes wherever the repository goes",
        ),
        Said(
            f"请运行 git rm --cached {file} 再提交。以前的提交里也还有它：请用 git filter-repo "
            f"--path {FOLDER} --invert-paths 清除历史后强制推送，并把它当作已经泄露来处理。",
            f"Run git rm --cached {file} and commit. Former commits still hold it: purge them with "
            f"git filter-repo --path {FOLDER} --invert-paths, push with force, and treat what it "
            "says as leaked.",
        ),
    )


def _not_ignored(file: str) -> Problem:
    return Problem(
        Place(file),
        RULE,
        Said("git 没有忽略这份私人资料", "git does not ignore this private record"),
        Said(
            f"请在 .gitignore 里写一行 /{FOLDER}/，否则 git add 会把它加进去。",
            f"Write /{FOLDER}/ into .gitignore, or git add will take it in.",
        ),
        severity="warning",
    )


def _open_to_others(path: Path, root: Path) -> Problem:
    mode = "700" if path.is_dir() else "600"
    name = path.relative_to(root).as_posix()
    return Problem(
        Place(name),
        RULE,
        Said("这台机器的其他用户也能读", "other users of this machine can read it"),
        Said(f"请运行 chmod {mode} {name}。", f"Run chmod {mode} {name}."),
        severity="warning",
    )
