"""The grammar of measured endpoints (结局指标): words of a sentence become readings.

A sentence is cut into typed tokens (`tokens`, their words in `words` and the endpoints
in `endpoints`), numbers take their interval, p value and counts (`figures`), who was
measured holds from one clause to the next (`scope`), and each number is bound to what
it measures (`binding`), which says what kind of number it is (`statistics`).

>>> from normalize.text import Text
>>> sentence = Text.raw("38例患者中，CR率为72.9%（95%CI:48.65,80.37），CRi率12.5%")
>>> for reading in readings(sentence):
...     print(reading.endpoint.text, reading.figure.value.text, reading.statistic)
CR率 72.9% rate
CRi率 12.5% rate
"""

from normalize.values.outcomes.binding import Reading, readings
from normalize.values.outcomes.endpoints import is_of_responders
from normalize.values.outcomes.figures import Figure
from normalize.values.outcomes.meaning import endpoint_of
from normalize.values.outcomes.tokens import Token

__all__ = ["Figure", "Reading", "Token", "endpoint_of", "is_of_responders", "readings"]
