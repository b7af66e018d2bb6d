"""Arguments that several commands take."""

from typing import Annotated

import typer

Raw = Annotated[
    str, typer.Argument(help="The folder of documents, or an s3:// URL of them.")
]
Out = Annotated[
    str, typer.Option(help="The folder of the published tables, or an s3:// URL.")
]
RAW, OUT = "data/raw", "data/tables"
