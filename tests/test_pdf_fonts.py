"""Fonts that a PDF names and does not hold: read the same on every machine."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.readers import pdf

LINES = ["每次75mg/m²，静脉滴注", "≥", "②", "²", "±", "Ⅲ", "℃"]
HIDDEN = "mount -t tmpfs none /usr/share/fonts && exec "


def printed(lines: list[str]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = io.BytesIO()
    canvas = Canvas(data, invariant=True)
    canvas.setFont("STSong-Light", 12)
    for at, line in enumerate(lines):
        canvas.drawString(60, 700 - 30 * at, line)
    canvas.save()
    return data.getvalue()


def test_characters_alone_on_a_line_are_read() -> None:
    assert str(pdf.read(printed(LINES), "a.pdf").text).split("\n")[:-1] == LINES


def may_hide_folders() -> bool:
    unshare = shutil.which("unshare")
    command = [str(unshare), "-m", "sh", "-c", HIDDEN + "true"]
    return bool(
        unshare
        and Path("/usr/share/fonts").is_dir()
        and subprocess.run(command, check=False, capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not may_hide_folders(), reason="needs a Linux namespace of its own")
def test_a_machine_without_fonts_reads_the_same() -> None:
    code = (
        "from tests.test_pdf_fonts import LINES, printed\n"
        "from extract.readers import pdf\n"
        "print(str(pdf.read(printed(LINES), 'a.pdf').text), end='')"
    )
    command = f'{HIDDEN} {sys.executable} -c "$CODE"'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", command],
        check=True,
        capture_output=True,
        env={**os.environ, "CODE": code, "PYTHONUTF8": "1"},
    )
    assert done.stdout.decode() == str(pdf.read(printed(LINES), "a.pdf").text)
