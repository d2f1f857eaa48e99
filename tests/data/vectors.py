"""Reads the lists of hostile input that the unit and the browser tests share."""

from pathlib import Path


def xss_vectors() -> list[str]:
    """Texts that run a script where they are shown carelessly. Most call `alert`, so a browser can notice.

    One per line of `xss.txt`; `%%` begins a remark; `⏎` stands for a line break, `␉` for a tab, `␀` for NUL,
    `␌` for a form feed.
    """
    signs = str.maketrans({"⏎": "\n", "␉": "\t", "␀": "\0", "␌": "\f"})
    lines = Path(__file__).with_name("xss.txt").read_text("utf-8").splitlines()
    return [line.translate(signs) for line in lines if line and not line.startswith("%% ")]
