"""How a test reads a PDF."""

import subprocess


def pages_of(pdf: bytes) -> list[str]:
    """Its pages, each as text that is laid out as on paper."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode().split("\f")


def words_of(pdf: bytes) -> str:
    """All its words, one space apart."""
    return " ".join(" ".join(pages_of(pdf)).split())
