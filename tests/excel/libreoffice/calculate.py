"""Opens a workbook in a LibreOffice that is already running and says what its cells show. Needs `import uno`.

python3 calculate.py PORT WORKBOOK REQUEST     the answer is JSON; REQUEST is JSON, see `steps`
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

CONTEXT: list = []  # of the running LibreOffice


def desktop(port: str, seconds: float = 60):
    """The desktop of the running LibreOffice."""
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    address = f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
    deadline = time.monotonic() + seconds
    while True:
        try:
            context = resolver.resolve(address)
            CONTEXT.append(context)
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def opened(office, path: Path, is_seen: bool = False):
    """The document, in a window or without one."""
    from com.sun.star.beans import PropertyValue

    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", not is_seen
    return office.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (hidden,))


def shown(document, place: str) -> list[list[object]]:
    """What the cells of "Sheet!A1:B2" show: numbers, texts, and errors as {"error": number}."""
    sheet, _, address = place.rpartition("!")
    cells = document.Sheets.getByName(sheet).getCellRangeByName(address)
    values = [list(row) for row in cells.getDataArray()]
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            if value is None or value == "":
                fault = cells.getCellByPosition(column, row).getError()
                values[row][column] = {"error": fault} if fault else ""
    return values


def steps(document, request: dict) -> dict:
    """Reads places, types values, presses entries of the menu, kills a process …, in the order asked for."""
    answer: dict = {}
    for name, step in request.items():
        if "read" in step:
            answer[name] = [shown(document, place) for place in step["read"]]
        elif "type" in step:
            for place, value in step["type"].items():
                sheet, _, address = place.rpartition("!")
                document.Sheets.getByName(sheet).getCellRangeByName(address).setFormula(str(value))
        elif "press" in step:
            document.CurrentController.Frame.activate()
            pressed(step["press"])
        elif "kill" in step:
            os.kill(json.loads(Path(step["kill"]).read_text())["pid"], signal.SIGKILL)
        elif "undo" in step:
            document.UndoManager.undo()
        elif "select" in step:
            sheet, _, address = step["select"].rpartition("!")
            document.CurrentController.select(document.Sheets.getByName(sheet).getCellRangeByName(address))
        elif "marks" in step:
            rules = [one.getByIndex(0) for sheet in document.Sheets for one in
                     sheet.ConditionalFormats.getConditionalFormats()]  # fmt: skip
            answer[name] = sum("tracker finding" in str(getattr(rule, "Formula1", "")) for rule in rules)
        elif "selected" in step:
            cell = document.CurrentController.Selection
            answer[name] = [cell.Spreadsheet.Name, cell.AbsoluteName, cell.getString()]
        elif "list" in step:
            answer[name] = listed()
        else:
            started = time.perf_counter()
            document.calculateAll()
            answer[name] = time.perf_counter() - started
    return answer


def pressed(button: str) -> None:
    """Choose an entry of the menu, as a click on it does."""
    context = CONTEXT[0]
    context.ServiceManager.createInstanceWithContext("org.exectrack.Menu", context).trigger(button)


def listed() -> list[list[object]]:
    """What the newest other workbook shows, which is closed then."""
    others = [one for one in each(office.Components) if hasattr(one, "Sheets") and not one.URL]
    sheet = others[-1].Sheets.getByIndex(0)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    place = cursor.RangeAddress
    rows = sheet.getCellRangeByPosition(0, 0, place.EndColumn, place.EndRow).getDataArray()
    others[-1].close(True)
    return [list(row) for row in rows]


def each(components):
    """The documents that are open."""
    walk = components.createEnumeration()
    while walk.hasMoreElements():
        yield walk.nextElement()


if __name__ == "__main__":
    office = desktop(sys.argv[1])
    request = json.loads(Path(sys.argv[3]).read_text())
    book = opened(office, Path(sys.argv[2]), any("press" in step for step in request.values()))
    try:
        print(json.dumps(steps(book, request)))
    finally:
        book.close(True)
    sys.stdout.flush()
    os._exit(0)  # UNO's bridge now and then crashes while the interpreter ends, when all has been said
