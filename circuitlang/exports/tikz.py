"""TikZ: a LaTeX document that compiles on its own, with any of the usual engines."""

from __future__ import annotations

from circuitlang.exports.plan import Plan
from circuitlang.exports.words import title
from circuitlang.reports.drawing import draw
from circuitlang.text.escape import visible
from circuitlang.views.labels import notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.exports.shapes import Text, Wire
    from circuitlang.reports.drawing import Drawing
    from circuitlang.reports.standing import Standing

ENDING = ".tex"
ABOUT = "TikZ, a LaTeX document"

UNIT = 0.55  # points a pixel: letters of the typewriter font then have the width that was planned
FONT = 8  # points
MOST = 14000  # points: TeX knows no length above 16383, PDF no page above 14400
EDGE = 12  # points around it
ANCHORS = {"start": "west", "middle": "center", "end": "east"}
HEAD = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage{tikz}
\usepackage[paperwidth=%(width).1fpt,paperheight=%(height).1fpt,margin=0pt]{geometry}
\pagestyle{empty}
\parindent=0pt
\topskip=0pt
\frenchspacing
%% A letter that pdfTeX has no font for is written by its number; the other engines print it.
\newcommand\letter[2]{\ifdefined\directlua#2\else\ifdefined\XeTeXversion#2\else
  {\fontsize{%(small)s}{%(small)s}\selectfont#1}\fi\fi}
\definecolor{value}{HTML}{0B6E22}
\definecolor{gradient}{HTML}{B3122A}
\definecolor{stale}{HTML}{5F6774}
\definecolor{dim}{HTML}{5F6774}
\definecolor{name}{HTML}{15171C}
\definecolor{sign}{HTML}{15171C}
\definecolor{line}{HTML}{5B6470}
\begin{document}%%
\begin{tikzpicture}[x=%(unit)spt,y=-%(unit)spt,every node/.style={inner sep=0pt,
  font=\ttfamily\fontsize{%(font)s}{%(font)s}\selectfont},
  wire/.style={draw=line,rounded corners=%(round)spt},
  cut/.style={densely dotted},box/.style={draw=black!70,fill=black!4},
  frame/.style={draw=line,dashed,rounded corners=2pt}]
"""
SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}", "`": r"\textasciigrave{}", "-": r"{-}",
    "…": r"\dots{}", "·": r"$\cdot$", "↓": r"$\downarrow$", "↑": r"$\uparrow$", "×": r"$\times$",
}  # fmt: skip


def export(standing: Standing, digits: int | None) -> str:
    return text(draw(standing), digits)


def text(drawing: Drawing, digits: int | None) -> str:
    """The drawing as a document with one picture, on paper of its size."""
    plan = Plan(drawing, digits)
    left, top, width, height = plan.size()
    remarks = notes(drawing)
    width, height = max(width, 8 * len(remarks) + 32), height + (20 if remarks else 0)
    scale = min(1.0, MOST / (UNIT * max(width, height)))
    unit = UNIT * scale
    lines = [f"% {escaped(title(drawing))}", (HEAD % {
        "width": width * unit + 2 * EDGE, "height": height * unit + 2 * EDGE + 4,
        "unit": f"{unit:.4g}", "font": f"{FONT * scale:.3g}", "small": f"{FONT * scale / 2:.3g}",
        "round": f"{1.6 * scale:.3g}",
    }).rstrip()]  # fmt: skip
    margin = round(EDGE / unit)
    lines.append(f"\\useasboundingbox ({left - margin},{top - margin}) rectangle "
                 f"({left + width + margin},{top + height + margin});")  # fmt: skip
    for box, word in plan.frames:
        lines += [f"\\draw[frame] ({box.x},{box.y}) rectangle +({box.width},{box.height});",
                  _text(word)]  # fmt: skip
    lines += [_wire(wire) for wire in plan.wires]
    lines += [
        f"\\fill[line] ({x},{y}) circle[radius={2 * scale:.3g}pt];" for x, y in sorted(plan.dots)
    ]
    for at in range(len(drawing.nodes)):
        if at in plan.boxes:
            box = plan.boxes[at]
            corners = f"rounded corners={(8 if box.kind == 'gate' else 2) * scale:.3g}pt"
            lines.append(f"\\draw[box,{corners}] ({box.x},{box.y}) rectangle "
                         f"+({box.width},{box.height});")  # fmt: skip
        lines += map(_text, plan.texts[at])
    if remarks:
        lines.append(f"\\node[dim,anchor=west] at ({left + 16},{top + height - 16}) "
                     f"{{{escaped(remarks)}}};")  # fmt: skip
    return "\n".join([*lines, r"\end{tikzpicture}%", r"\end{document}", ""])


def _text(word: Text) -> str:
    words = f"\\textbf{{{escaped(word.text)}}}" if word.style == "name" else escaped(word.text)
    return f"\\node[{word.style},anchor={ANCHORS[word.anchor]}] at ({word.x},{word.y}) {{{words}}};"


def _wire(wire: Wire) -> str:
    points = " -- ".join(f"({x},{y})" for x, y in wire.points)
    return f"\\draw[wire{',cut' * wire.cut}] {points};"


def escaped(words: str) -> str:
    """Text in which nothing means anything to TeX."""
    return "".join(map(_letter, visible(words)))


def _letter(char: str) -> str:
    if char in SPECIAL:
        return SPECIAL[char]
    if char.isascii() or "\u00c0" <= char <= "\u024f":
        return char
    return f"\\letter{{{ord(char):04X}}}{{{char}}}"
