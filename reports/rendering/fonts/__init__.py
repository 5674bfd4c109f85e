"""Type for the paper: which face sets which part, how wide each character is, and what nobody can print.

In: a folder with the free faces (Fandol, Noto Serif CJK SC) and, where an agency holds licences, a folder with
its own. Out: family names for CSS, advances in em, the characters no face has, and a fontconfig file under
which no other font of the machine can be chosen.

Roles follow GB/T 9704-2012: title 2号小标宋 (7.3.1), body 3号仿宋 with 一、 黑体 and （一） 楷体 (5.2.2, 7.3.3),
page number 4号半角宋体 (7.5). Every face has a family name of its own, bold ones included, so style sheets name
families and leave `font-weight: normal` everywhere. WeasyPrint drops synthetic bold, so bold inside 仿宋 or 楷体
is set in 黑体.
"""

from reports.rendering.fonts.choosing import Fonts, FontsMissing, Role, load

__all__ = ["Fonts", "FontsMissing", "Role", "load"]
