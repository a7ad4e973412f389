"""Formulas as Excel stores them: what can be read, and what Excel repairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.excel.doctor.formula import parsed

SOUND = [
    "SUM(A1:B2,C:C,$1:$3)*-2%",
    "'It''s a sheet'!A1+Sheet2!$B$3",
    "Sheet1!A1:Sheet1!B2",
    "SUM(Sheet1:Sheet3!A1)",
    "SUM('First one:Last one'!A1)",
    "[1]Sheet1!A1+'[2]Other sheet'!B2+[0]!Scale",
    "IF(A1=\"\",\"\",\"a \"\"quoted\"\" word\")",
    "SUM(A1:B5 B2:C3)",
    "SUM((A1,B2,C3))",
    "INDEX((A1:A3,B1:B3),1,,2)",
    "SUMPRODUCT(--(A1:A3>{1;2;3}),{1,2,3;4,5,6})",
    "Risks[[#This Row],[Due '[days']]]+Risks[[#Headers],[ID]:[Score]]+Risks[]",
    "_xlfn.LET(_xlpm.x,A1,_xlpm.x*2)",
    "_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(3)",
    "IF(TRUE,,1)",
    "IFERROR(#N/A,#REF!)",
    "#REF!A1+Sheet1!#REF!",
    "A1:INDEX(A:A,5)",
    "1E+10+.5+5.",
    "-A1^-2&\"x\"<>\"\"",
    "ROW()",
    "SUM(A1,\n  A2)",
    "Größe*Übersicht!A1",
]  # fmt: skip
BROKEN = [
    "", "+", "1+", "SUM(", "SUM(A1))", "(A1", "A1)", "{1,2", "SUM(A1}", '"open', "'Sheet!A1", "A1 B1 5", "A1 \"x\"",
    "*A1", "A1**2", "SUM(A1;B1)", "Risks[ID", "A1!", "1 2", "()", "SUM(,*)", "A1==B1", "%", "{}", "A1,", "?",
]  # fmt: skip


@pytest.mark.parametrize("text", SOUND)
def test_a_formula_that_excel_stores_can_be_read(text: str) -> None:
    assert parsed(text).fault == ""


@pytest.mark.parametrize("text", BROKEN)
def test_a_formula_that_excel_repairs_cannot(text: str) -> None:
    assert parsed(text).fault


def test_arguments_are_counted_as_excel_counts_them() -> None:
    assert dict(parsed('IF(A1,,MAX(1,2,{3,4}))+ROW()+LEN("a,b")').calls) == {"IF": 3, "MAX": 3, "ROW": 0, "LEN": 1}


@given(st.text(alphabet="A1$:,;()[]{}'\"!#@%+-*/^&=<> _.x\n", max_size=30))
def test_any_text_is_taken_apart_without_loss(text: str) -> None:
    formula = parsed(text)
    assert "".join(token.text for token in formula.tokens) == text
