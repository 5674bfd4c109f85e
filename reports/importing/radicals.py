"""Radicals that a PDF says where it means the character: browsers look a glyph up backwards and find ⼈ for 人."""

import unicodedata

# Kangxi radicals have their character as compatibility form; of the supplement those that fonts draw alike.
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_SUPPLEMENT = str.maketrans(
    "⺁⺅⺆⺉⺊⺍⺒⺓⺛⺟⺠⺢⺣⺨⺩⺫⺬⺮⺳⺶⺷⺸⺻⻀⻁⻂⻄⻅⻆⻈⻉⻋⻌⻏⻑⻓⻔⻖⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂亻冂刂卜⺍巳幺旡母民氺灬犭王罒礻竹网羊羊羊聿艹虎衤西见角讠贝车辶阝長长门阝青韦页风飞食饣马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
_UNIFIED = _SUPPLEMENT | _KANGXI | {0x2F3E: "户"}  # 戶 is how the compatibility form has it


def unified(text: str) -> str:
    """The text with characters in place of the radicals that look like them."""
    return text.translate(_UNIFIED)
