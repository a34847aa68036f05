"""正文里的图片。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.places import Finder
from casebook.model.library import Library
from casebook.problem import Problem, Said
from casebook.suggest import suggestion, terms

RULE = "images"


def check(library: Library) -> Iterator[Problem]:
    """正文里的图片必须是 case.yaml 的 photos 里列出的照片。

    依据：附2-114、附2-121（每张照片都要有图注、替代文字和作者）。正文不能引用别的网站上的图片。
    改法：把图片放进 photos 文件夹，在 case.yaml 的 photos 下登记，正文写 ![](photos/文件名)。
    """
    for case in library.cases:
        listed = [photo.file for photo in case.data.photos]
        for text in case.texts.values():
            finder = Finder(text)
            for node in text.nodes:
                if node.kind not in ("image", "figure"):
                    continue
                file = str(node.attrs["file"])
                if file in listed:
                    continue
                yield Problem(
                    finder.place(node.line, f"]({file}", f"](<{file}", file),
                    RULE,
                    Said(
                        f"图片“{file}”没有在 case.yaml 的 photos 里登记",
                        f"the image '{file}' is not among the photos of case.yaml",
                    ),
                    suggestion(file, terms(listed))
                    if listed
                    else Said(
                        "请把图片放进 photos 文件夹，并在 case.yaml 的 photos 下登记。",
                        "Put the image into photos/ and list it under photos in case.yaml.",
                    ),
                    value=file,
                    allowed=tuple(listed),
                )
