from __future__ import annotations

from exectrack_xl.report.desk import prepare
from exectrack_xl.report.model import Chart, Tile
from exectrack_xl.report.pages.forecast import forecast
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker


def simulated() -> Tracker:
    sheets = cells()
    return Tracker.from_cells("sample.xlsx", {**sheets, "settings": [*sheets["settings"], ["Simulate", "Yes"]]})


def test_where_settings_ask_the_forecast_tells_chances() -> None:
    desk = prepare(simulated())
    page = forecast(desk)
    assert page.title.startswith("Even chance of finishing by ")
    curve, tile = page.blocks["chart_2"], page.blocks["tile_1"]
    assert isinstance(curve, Chart)
    assert curve.key == "chance_curve"
    assert isinstance(tile, Tile)
    assert tile.label.endswith("P50 | P80")
    assert tile.value[-1].text == desk.text("p_date", desk.initiatives[0])
    assert "±" in page.notes


def test_otherwise_it_stays_deterministic() -> None:
    page = forecast(prepare(Tracker.from_cells("sample.xlsx", cells())))
    assert page.title.startswith("The plan finishes on ")
    assert "index_history" in [block.key for block in page.blocks.values() if isinstance(block, Chart)]


def test_nothing_to_simulate_is_no_chance() -> None:
    sheets = {"settings": [["Setting", "Value"], ["Status date", "2026-11-13"], ["Simulate", "Yes"]]}
    assert forecast(prepare(Tracker.from_cells("new.xlsx", sheets))).title.startswith("No forecast yet")
