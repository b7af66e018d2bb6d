"""A page of news as the readers give it, put together from its lines."""

from collections.abc import Mapping, Sequence

from normalize.document import Block, Document, Heading, Meta, Paragraph
from normalize.text import Text

FIRST = "示例市人民医院开出首张处方，患者当日用上新药，医保按规定报销了大部分费用。"
PROSE = (
    "2024年1月5日，该药获批上市；2024年11月28日，它进入国家医保目录。",
    "医院负责人介绍，今后患者在门诊就能开到这种药，不必再到外地去配。",
)


def document(
    headline: str,
    *,
    above: Sequence[str] = (),
    lines: Sequence[str] = (),
    first: str = FIRST,
    foot: Sequence[str] = (),
    meta: Mapping[str, str],
) -> Document:
    """Return an article whose headline is a heading."""
    shown = [*above, headline, *lines, first, *PROSE, *foot]
    head = [f"{name}={value}" for name, value in meta.items()]
    whole = Text.raw("\n".join([*head, *shown]))
    named, pieces = whole.lines()[: len(head)], whole.lines()[len(head) :]
    blocks: list[Block] = [Paragraph(piece) for piece in pieces]
    blocks[len(above)] = Heading(pieces[len(above)], 1)
    return Document(
        name="a.html",
        media_type="text/html",
        raw=whole.chars,
        text=whole[sum(len(line) + 1 for line in head) :],
        blocks=tuple(blocks),
        meta=tuple(
            Meta(name, piece[len(name) + 1 :])
            for name, piece in zip(meta, named, strict=True)
        ),
        doc_id="d",
    )
