"""The measures of the paper, in points unless said otherwise (GB/T 9704-2012, 5.2; paper.md).

The style sheet of the paper is filled in from here, so that what is computed and what is drawn agree.
"""

MM = 72 / 25.4

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
TOP_MM, LEFT_MM, WIDTH_MM, HEIGHT_MM = 37, 28, 156, 225

WIDTH = WIDTH_MM * MM
LINES = 22
CHARACTERS = 28
# A hair less than a twenty-second of the height, so that rounding never pushes the last line off the page.
LINE_HEIGHT = HEIGHT_MM * MM / LINES - 0.01

BODY_SIZE = 16.0  # 3号
TITLE_SIZE = 22.0  # 2号
TITLE_LINE = 36.0
PAGE_NUMBER_SIZE = 14.0  # 4号
# 一字线上距版心下边缘 7 mm: the dash stands half a type size below the top of its line.
PAGE_NUMBER_GAP = 7 * MM - PAGE_NUMBER_SIZE / 2

CELL_SIZE = 10.5  # 五号
CELL_LINE = 13.0
CELL_PADDING = 2.0
RULE = 0.5
# Sizes a figure may shrink to, the largest first, when its column is too narrow for it.
SIZES = (9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0)
