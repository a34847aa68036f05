"""Which language a text is in where it stands among the other one (WCAG 2.2, 3.1.2).

Chinese and English have no letter in common, so a text's script tells. Where a text's language is
known from the model, `said` marks it; this is for what is put together from several texts: facts,
citations, names in a trail. A Chinese term, document number or name in an English text is marked
too; of a Chinese page, whole English texts, not the names and abbreviations in a Chinese sentence.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from casebook.problem import Locale
from casebook.site.links import HTML_LANG

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A run begins and ends with a Chinese character; what stands between belongs to it.
_RUN = re.compile(
    f"[“（《〔【]?[{_HAN}](?:[{_HAN}\u3000-\u303f\uff00-\uffef“”‘’—…·0-9%.:/-]*[{_HAN}])?"
    "(?:[）》〕】”]|[。！？；](?!$))*"
)
_ANY = re.compile(f"[{_HAN}]")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]+")
_WORDS = 3  # as many English words without a Chinese character are a text, not a name
_MOST = 0.5  # of the characters that are letters: above it, a mixed text counts as Chinese


def marked(locale: Locale, text: str) -> Markup:
    """Escape a text of a page, and mark what in it is in the other language.

    What is mark-up already has been marked where it was made.
    """
    if isinstance(text, Markup):
        return text
    if locale == "zh":
        whole = _is_english(text)
        return Markup('<span lang="en">{}</span>').format(text) if whole else escape(text)
    if not _ANY.search(text):
        return escape(text)
    parts: list[Markup] = []
    done = 0
    for run in _RUN.finditer(text):
        parts.append(escape(text[done : run.start()]))
        parts.append(Markup('<span lang="{}">{}</span>').format(HTML_LANG["zh"], run.group()))
        done = run.end()
    return Markup("").join([*parts, escape(text[done:])])


def lang_of(locale: Locale, text: str) -> str:
    """Return the `lang` of an element whose text cannot be marked in parts; empty for the page's.

    For titles, descriptions and attributes: the language of most of the text.
    """
    if locale == "zh":
        return HTML_LANG["en"] if _is_english(text) else ""
    han = len(_ANY.findall(text))
    letters = han + sum(map(len, _WORD.findall(text))) / 5  # a word says as much as a character
    return HTML_LANG["zh"] if han and han / letters > _MOST else ""


def _is_english(text: str) -> bool:
    return not _ANY.search(text) and len(_WORD.findall(text)) >= _WORDS
