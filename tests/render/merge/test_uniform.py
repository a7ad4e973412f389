"""What all rows were given alike goes to new rows; what one row was given stays with it."""

from __future__ import annotations

from typing import Any

from lxml import etree

from exectrack_xl.render.merge.uniform import carry_row

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def row(*sizes: str, fill: str = "") -> Any:
    look = f"<a:tcPr><a:solidFill><a:srgbClr val='{fill}'/></a:solidFill></a:tcPr>" if fill else "<a:tcPr/>"
    cells = "".join(
        f"<a:tc><a:txBody><a:p><a:r><a:rPr sz='{size}'/><a:t>Risk</a:t></a:r></a:p></a:txBody>{look}</a:tc>"
        for size in sizes
    )
    return etree.fromstring(f"<a:tr xmlns:a='{A}' h='370840'>{cells}</a:tr>")


def sizes(made: Any) -> list[str | None]:
    return [one.get("sz") for one in made.iter(f"{{{A}}}rPr")]


def test_a_size_given_to_all_rows_goes_to_a_new_row() -> None:
    made = row("1300", "1300")
    assert carry_row([(row("1300", "1300"), row("900", "900")), (row("1300", "1300"), row("900", "900"))], made)
    assert sizes(made) == ["900", "900"]


def test_a_size_given_to_one_column_stays_in_that_column() -> None:
    made = row("1300", "1300")
    assert carry_row([(row("1300", "1300"), row("900", "1300")), (row("1300", "1300"), row("900", "1300"))], made)
    assert sizes(made) == ["900", "1300"]


def test_a_size_given_to_one_of_two_rows_stays_with_it() -> None:
    made = row("1300")
    assert not carry_row([(row("1300"), row("900")), (row("1300"), row("1300"))], made)
    assert sizes(made) == ["1300"]


def test_one_row_alone_decides_nothing() -> None:
    assert not carry_row([(row("1300"), row("900"))], row("1300"))


def test_a_new_row_that_comes_with_another_size_keeps_it() -> None:
    made = row("1100")
    assert not carry_row([(row("1300"), row("900")), (row("1300"), row("900"))], made)
    assert sizes(made) == ["1100"]


def test_a_colour_given_to_all_cells_goes_to_a_new_row_and_one_taken_away_does_too() -> None:
    plain, filled = row("900"), row("900", fill="7A1FA2")
    made = row("900")
    assert carry_row([(plain, filled), (row("900"), row("900", fill="7A1FA2"))], made)
    assert "7A1FA2" in etree.tostring(made).decode()
    assert carry_row([(filled, plain), (row("900", fill="7A1FA2"), row("900"))], made)
    assert "7A1FA2" not in etree.tostring(made).decode()
