"""What a listed company files with its exchange (上市公司公告): news, and no notice.

Above its title stand the code of the share and the number of the filing, below it the
board signs.  An office issues nothing of the kind.

>>> is_filing([Text.raw("证券代码：600777  证券简称：示例药业  公告编号：临2031-018")])
True
>>> is_filing([Text.raw("示例省医疗保障局关于示例药品的公告"), Text.raw("公告编号：3")])
False
"""

import re
from collections.abc import Sequence

from normalize.text import Text

TOP = 6  # lines
_SHARE = re.compile(r"(?:证券|股票|股份)(?:代[码号]|简称)\s*[：:]|股份代[号码]\s*[：:]")


def is_filing(lines: Sequence[Text]) -> bool:
    """Tell whether the first lines of a document name the share of a company."""
    return any(line.match(_SHARE) for line in lines[:TOP])
