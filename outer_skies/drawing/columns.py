"""Rows of text in aligned columns."""

from collections.abc import Collection, Iterable, Sequence


def columns(rows: Sequence[Sequence[str]], right: Collection[str] = ()) -> str:
    """The rows one a line, the first being the headings; columns headed by one of `right` end at one edge.

    A column without any text below its heading is left out.
    """
    kept = [column for column in zip(*rows, strict=True) if any(column[1:]) or len(rows) == 1]
    padded = [_padded(column, right=column[0] in right) for column in kept]
    return "\n".join("  ".join(line).rstrip() for line in zip(*padded, strict=True))


def _padded(column: Iterable[str], *, right: bool) -> list[str]:
    cells = list(column)
    width = max(map(len, cells))
    return [cell.rjust(width) if right else cell.ljust(width) for cell in cells]
