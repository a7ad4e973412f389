"""The portfolio as one HTML file: alone, accessible, and of use with and without its script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from exectrack_xl.render.page import page
from exectrack_xl.report.portfolio.model import Failed, Portfolio, portfolio
from tests.report.portfolio.trackers import DAY, many, tracker

HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} & \"'`</script><script>alert(2)</script>"
USE = """
const said = {}, click = (place) => document.querySelectorAll("#trackers thead button")[place].click();
const first = () => document.querySelector("#trackers tbody tr:not([hidden]) th").textContent;
const set = (id, value) => {
  const one = document.getElementById(id);
  one.value = value;
  one.dispatchEvent(new Event("input"));
};
click(0); said.ascending = first(); click(0); said.descending = first();
set("state", "Red"); said.red = document.getElementById("count").textContent;
set("state", ""); set("find", "programme 003"); said.found = document.getElementById("count").textContent;
location.hash = "#t2"; window.dispatchEvent(new Event("hashchange"));
said.open = document.getElementById("t2").open;
set("find", ""); document.querySelectorAll("details").forEach((one) => { one.open = true; });
"""
AXE = """
axe.run(document, {resultTypes: ["violations"]}).then((found) => {
  said.violations = found.violations.map((one) => one.id + ": " + one.nodes.map((node) => node.html).join(" "));
  said.passes = found.passes.length;
  document.body.innerHTML = "<pre id=said></pre>";
  document.getElementById("said").textContent = JSON.stringify(said);
});
"""


def view(count: int) -> Portfolio:
    hostile = tracker(HOSTILE, reason=HOSTILE, worst_findings=(HOSTILE,), organisation=HOSTILE, key=HOSTILE)
    return portfolio((*many(count), hostile), (Failed(HOSTILE, HOSTILE),), DAY, {"USD": 0.92, "GBP": 1.15})


@pytest.fixture(scope="module")
def text() -> str:
    return page(view(14))


def test_the_page_refers_to_nothing_outside_itself(text):
    root = html.fromstring(text)
    assert {link.get("href")[0] for link in root.iter("a")} == {"#"}
    assert not root.xpath("//link | //img | //iframe | //object | //form | //*[@src] | //*[@style] | //*[@onclick]")
    assert not re.search(r"url\(|@import|https?:", text)


def test_what_people_typed_is_text_whatever_it_is(text):
    root = html.fromstring(text)
    assert len(root.xpath("//script")) == 1
    assert [cell.text_content() for cell in root.xpath("//tbody/tr/th[@scope='row']/a")].count(HOSTILE) == 1


def test_without_its_script_the_page_is_a_plain_table_with_all_rows(text):
    root = html.fromstring(text)
    assert root.get_element_by_id("tools").get("hidden") is not None
    rows = root.xpath("//table[@id='trackers']/tbody/tr")
    assert len(rows) == 15
    states = [row.xpath("./td[1]")[0].text_content().split() for row in rows]
    assert all(glyph in "●▲■○" and word for glyph, word in states)  # shape and word, beside the colour


def test_the_same_portfolio_gives_the_same_page(text):
    assert page(view(14)) == text


def test_a_page_of_two_hundred_trackers_is_whole_and_small():
    made = page(view(200))
    assert made.count("<details ") == 201
    assert len(made.encode()) < 1_000_000


def test_its_own_script_runs_under_its_own_policy(text, tmp_path, in_browser: Callable[[Path], str]):
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    shown = html.fromstring(in_browser(tmp_path / "page.html"))
    assert shown.get_element_by_id("count").text_content() == "15 of 15 shown"
    (tmp_path / "other.html").write_text(text.replace("</body>", "<script>document.title = 'taken'</script></body>"))
    assert "taken</title>" not in in_browser(tmp_path / "other.html")  # no script but ours


def test_it_sorts_filters_opens_details_and_axe_finds_no_violation(text, tmp_path, in_browser, axe):
    alone = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    (tmp_path / "page.html").write_text(
        alone.replace("</body>", f"<script>{axe}</script><script>{USE}{AXE}</script></body>"), encoding="utf-8"
    )
    said = json.loads(html.fromstring(in_browser(tmp_path / "page.html")).get_element_by_id("said").text_content())
    assert said["violations"] == []
    assert said["passes"] > 20
    assert said["ascending"] != said["descending"]
    assert said["descending"].startswith("Programme 013")
    assert said["red"] == "3 of 15 shown"
    assert said["found"] == "1 of 15 shown"
    assert said["open"] is True
