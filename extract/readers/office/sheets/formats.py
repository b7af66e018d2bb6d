"""Number formats by number, where a file does not spell them out, as China prints them.

>>> code(2, {}), code(14, {}), code(31, {}), code(176, {176: "0.0"}), code(999, {})
('0.00', 'yyyy/m/d', 'yyyy"年"m"月"d"日"', '0.0', 'General')
>>> shown(45485, code(14, {})), shown(45485, "General"), shown(3.0, "0.00")
('2024/7/12', '45485', '3.00')
"""

from collections.abc import Mapping

from extract.readers.office.sheets import dates, numbers

YEAR_MONTH, MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 27: YEAR_MONTH, 28: MONTH_DAY,
    29: MONTH_DAY, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: YEAR_MONTH, 50: YEAR_MONTH, 51: MONTH_DAY,
    52: YEAR_MONTH, 53: MONTH_DAY, 54: MONTH_DAY, 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: YEAR_MONTH, 58: MONTH_DAY,
}  # fmt: skip
GENERAL = "General"


def code(number: int, own: Mapping[int, str]) -> str:
    """Return the format of a number: the file's own, a built-in one, or General."""
    return own.get(number) or BUILT_IN.get(number, GENERAL)


def shown(number: float, code: str, *, from_1904: bool = False) -> str:
    """Return a stored number as it is printed: as a day, a time, or a number."""
    if dates.is_date(code):
        moment = dates.from_serial(number, from_1904=from_1904)
        if moment:
            return dates.shown(moment, code)
    return numbers.shown(number, code)
