"""One stylesheet and the scripts, under names that change with their content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.broken_theme import MISSING, ThemeError
from casebook.tokens import Tokens

_IMPORT = re.compile(r"""^(?:import|export)[^"]*?from "\./([^"]+)";""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Assets:
    """The shared files of the site by their path, and the names by which pages ask for them."""

    files: dict[str, bytes]
    names: dict[str, str]


def gather_assets(theme: Path, tokens: Tokens) -> Assets:
    """Join the stylesheets in name order after the tokens, and take every script.

    The modules of `theme/site/modules/` stay together in one folder named after all of them, so
    that one may import another by `./name.js`; a page asks for a module by its name. Raises
    ThemeError where one is missing.
    """
    css = "\n".join([_properties(tokens), *_texts(theme / "site" / "css", "*.css")]).encode()
    assets = Assets({}, {})
    _add(assets, "style", "assets/casebook", ".css", css)
    for path in sorted((theme / "site" / "js").glob("*.js")):
        _add(assets, path.stem, f"assets/{path.stem}", ".js", path.read_bytes())
    modules = {p.name: p.read_bytes() for p in sorted((theme / "site" / "modules").glob("*.js"))}
    _refuse_missing(modules)
    folder = f"assets/modules.{_digest(*modules.values())}"
    assets.files.update({f"{folder}/{name}": content for name, content in modules.items()})
    assets.names.update({Path(name).stem: f"{folder}/{name}" for name in modules})
    embed = [_properties(tokens), *_texts(theme / "site" / "embed", "*.css")]
    _add(assets, "embed", "assets/embed", ".css", "\n".join(embed).encode())
    icon = (theme / "site" / "icon.svg").read_bytes()
    _add(assets, "icon", "assets/icon", ".svg", icon)
    return assets


def _refuse_missing(modules: Mapping[str, bytes]) -> None:
    """Raise ThemeError where a module imports another that is not there."""
    for content in modules.values():
        for name in _IMPORT.findall(content.decode("utf-8", "replace")):
            if name not in modules:
                raise ThemeError(f"theme/site/modules/{name}", MISSING)


def _add(assets: Assets, key: str, stem: str, suffix: str, content: bytes) -> None:
    name = f"{stem}.{_digest(content)}{suffix}"
    assets.files[name] = content
    assets.names[key] = name


def _digest(*contents: bytes) -> str:
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:10]


def _texts(folder: Path, pattern: str) -> Iterator[str]:
    for path in sorted(folder.glob(pattern)):
        yield path.read_text(encoding="utf-8")


def _properties(tokens: Tokens) -> str:
    """Write the tokens as custom properties: by day, by night, and by the reader's choice."""
    day, night = dict(_colours(tokens, "web")), dict(_colours(tokens, "night"))
    families = {
        f"--{name}": getattr(tokens.type, name).web for name in ("serif", "sans", "kai", "latin")
    }
    night_rule = _rule(night)
    hues = "\n".join(
        f".hue-{hue} {{ --hue: var(--hue-{hue}); --hue-fill: {colour.web}; }}"
        for hue, colour in tokens.hues.items()
    )
    return (
        f":root {{ color-scheme: light; {_rule({**day, **families})} }}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f"  :root:not([data-scheme=light]) {{ color-scheme: dark; {night_rule} }}\n}}\n"
        "@media screen {\n"
        f"  :root[data-scheme=dark] {{ color-scheme: dark; {night_rule} }}\n}}\n{hues}\n"
    )


def _rule(properties: dict[str, str]) -> str:
    return " ".join(f"{name}: {value};" for name, value in properties.items())


def _colours(tokens: Tokens, where: str) -> Iterator[tuple[str, str]]:
    for name in ("paper", "sheet", "ink", "faint", "hairline", "lit"):
        yield f"--{name}", getattr(getattr(tokens, name), where)
    for hue, colour in tokens.hues.items():
        yield f"--hue-{hue}", getattr(colour, where)
