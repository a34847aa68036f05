"""The command line: `python build.py [command]`.

Exit codes: 0 clean (warnings allowed), 1 problems in the library or on the disk, 2 usage,
70 a fault of this program (its traceback is shown), 130 interrupted, 143 told to end.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Any

from casebook import __version__
from casebook.command_words import Parser
from casebook.console import Console
from casebook.paths import Paths
from casebook.problem import Locale, ProblemsError, RefusalError, Said, UsageError
from casebook.refused import refused
from casebook.stopped import Stopped, stopped_by_signals

_STOPPED = Said(
    "已中止。网站还是完整的；再运行一次，就从停下的地方接着做。",
    "Stopped. The site is whole; run it again, and it goes on where it stopped.",
)
_STDOUT, _STDERR = 1, 2  # numbers of the streams
Command = Callable[[argparse.Namespace, Paths, Console], int]
_EXPORTS = {
    "csv": "案例与指标两张表 · cases and measured values as tables",
    "xlsx": "Excel 工作簿 · a workbook",
    "datapackage": "CSV 与字段说明 · CSV with its fields described",
    "json": "接口的全部文件 · all files of the API",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    _print_anywhere()
    options = _parser().parse_args(arguments)
    locale: Locale = options.lang
    console = Console(locale, quiet=options.quiet)
    try:
        with stopped_by_signals():
            return _run(options, console)
    except KeyboardInterrupt:
        print(_STOPPED.to(locale), file=sys.stderr)
        return 130
    except Stopped as stopped:
        print(_STOPPED.to(locale), file=sys.stderr)
        return stopped.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except ProblemsError as error:
        from casebook.check.report import render_report

        sys.stderr.write(render_report(error.problems, "text", locale))
        return 1
    except RefusalError as error:
        print(error.said.to(locale), file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(refused(error).to(locale), file=sys.stderr)
        return 1
    except Exception:
        traceback.print_exc()
        return 70


def _run(options: argparse.Namespace, console: Console) -> int:
    command: Command = options.command
    paths = Paths.of(options.root, options.out)
    if not paths.root.is_dir():
        raise UsageError(Said(f"没有这个文件夹：{paths.root}", f"no such folder: {paths.root}"))
    return command(options, paths, console)


def _command(name: str) -> Command:
    """Return a command whose module is loaded when it is run: one alone, for all take a second."""

    def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
        found: Command = import_module(f"casebook.commands.{name}").run
        return found(options, paths, console)

    return run


def _print_anywhere() -> None:
    """Let a terminal that knows no Chinese, or a file's broken name, not end in an error.

    Streams that whoever started the program has closed swallow what is said; else the next file
    that is opened would have their number, and the words of other programs would land in it.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        os.set_inheritable(number, True)
    os.close(number)
    sys.stdout = sys.stdout or os.fdopen(_STDOUT, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(_STDERR, "w", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    shared = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    _add_shared(shared)
    parser = Parser(
        prog="build.py",
        description="案例库：检查、网站、年鉴 · a case library: checked, on a website, in a book",
    )
    _add_shared(parser, root=".", out=None, lang="zh", quiet=False)
    parser.add_argument("--version", action="version", version=__version__, help="版本号 · version")
    parser.set_defaults(command=_command("build"))
    commands = parser.add_subparsers(metavar="command")

    def add(name: str, help: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, parents=[shared], help=help)
        one.set_defaults(command=_command(name))
        return one

    checking = add("check", "检查，列出所有问题 · list every problem")
    checking.add_argument("paths", nargs="*", metavar="PATH", help="只看这些 · only these")
    checking.add_argument("--format", choices=("text", "json", "github"), default="text")
    checking.add_argument("--info", action="store_true", help="连同提示 · with information")
    checking.add_argument(
        "--translations", action="store_true", help="只看译文进度 · how far translation has come"
    )
    add("site", "只做网站 · the site alone")
    book = add("yearbook", "只做年鉴 · the yearbook alone")
    book.add_argument("edition", nargs="?", metavar="EDITION", help="版本，默认全部 · default: all")
    book.add_argument(
        "--proof",
        nargs="+",
        metavar="ID",
        help="案例的校样，供审核签字 · proofs of cases, to be signed",
    )
    book.add_argument("--press", action="store_true", help="印刷版 · files for the print house")
    book.add_argument(
        "--preflight",
        nargs="*",
        metavar="FILE",
        help="印前检查，也可检查别处的文件 · what a print house would say",
    )
    book.add_argument("--lock", action="store_true", help="已付印，锁定 · keep what was printed")
    book.add_argument("--errata", action="store_true", help="勘误表 · the erratum slip")
    book.add_argument(
        "--forget",
        action="store_true",
        help="从已付印的版本删去撤回案例的文字 · delete the words of withdrawn cases",
    )
    serving = add("serve", "边改边看 · preview while editing")
    serving.add_argument("--port", type=_port, default=8000, help="端口 · default: 8000")
    starting = add("new", "新建案例 · start a case")
    starting.add_argument("--programme", metavar="ID", help="批次 · the programme")
    starting.add_argument("--id", metavar="ID", help="如 2026-xiangyu · such as 2026-xiangyu")
    translating = add(
        "translated",
        "记下英文已按现在的中文译好 · record that English is current",
    )
    translating.add_argument("id", metavar="ID", help="案例编号，或 pages/about 等 · case or page")
    translating.add_argument("fields", nargs="*", metavar="FIELD", help="默认全部 · default: all")
    reporting = add(
        "report",
        "反馈函和进展表，内部用 · letters to contributors, the editors' dashboard",
    )
    reporting.add_argument("ids", nargs="*", metavar="ID", help="案例的反馈函 · letters on cases")
    reporting.add_argument("--programme", metavar="ID", help="这个批次 · of a programme")
    reporting.add_argument("--batch", metavar="ID", help="这一批 · of a batch")
    reporting.add_argument("--date", metavar="DAY", help="落款和截止按这一天算 · the day it is of")
    reporting.add_argument("--reply-by", metavar="DAY", help="请在这一天前补正 · answer by")
    add("ledger", "把新网址记入台账 · record new addresses in the ledger")
    exporting = add("export", "导出数据 · export data")
    formats = exporting.add_subparsers(metavar="format", dest="format", required=True)
    for name, said in _EXPORTS.items():
        formats.add_parser(name, parents=[shared], help=said)
    writing = formats.add_parser(
        "manuscript", parents=[shared], help="Word 文稿，按征集要求排版 · cases as Word documents"
    )
    writing.add_argument("ids", nargs="+", metavar="ID", help="案例编号 · ids of cases")
    writing.set_defaults(command=_command("manuscript"))
    copying = formats.add_parser(
        "offline",
        parents=[shared],
        help="离线副本：放在 U 盘里双击就能看，--out 以 .zip 结尾则打成一个包 · "
        "the site as a folder or a zip file, read without network",
    )
    copying.set_defaults(command=_command("offline"))
    verifying = add("verify", "核对生成或上传的网站 · whether a site is whole")
    verifying.add_argument("site", nargs="?", metavar="SITE", help="默认 site/ · default: site/")
    add("schema", "更新编辑器用的 case.schema.json · write the editors' schema")
    return parser


def _add_shared(parser: argparse.ArgumentParser, **defaults: Any) -> None:
    def default(name: str) -> Any:
        return defaults.get(name, argparse.SUPPRESS)

    parser.add_argument(
        "--root", metavar="DIR", default=default("root"), help="案例库所在 · the library's folder"
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        default=default("out"),
        help="结果放在哪里：网站默认 site/，导出默认 exports/ · where results go",
    )
    parser.add_argument(
        "--lang", choices=("zh", "en"), default=default("lang"), help="消息的语言 · messages"
    )
    parser.add_argument(
        "--quiet", action="store_true", default=default("quiet"), help="不显示进度 · no progress"
    )


def _port(text: str) -> int:
    if text.isdecimal() and len(text) <= 5 and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"端口应是 0 至 65535 的数 · not a port: {text}")
