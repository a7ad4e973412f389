"""Opens a workbook in a LibreOffice that is already running and says what its cells show. Needs `import uno`.

python3 calculate.py PORT WORKBOOK REQUEST     the answer is JSON; REQUEST is JSON, see `steps`
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


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
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def opened(office, path: Path):
    """The document, not shown."""
    from com.sun.star.beans import PropertyValue

    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
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
    """Reads places, or types values into cells, or calculates everything, in the order asked for."""
    answer: dict = {}
    for name, step in request.items():
        if "read" in step:
            answer[name] = [shown(document, place) for place in step["read"]]
        elif "type" in step:
            for place, value in step["type"].items():
                sheet, _, address = place.rpartition("!")
                document.Sheets.getByName(sheet).getCellRangeByName(address).setFormula(str(value))
        else:
            started = time.perf_counter()
            document.calculateAll()
            answer[name] = time.perf_counter() - started
    return answer


if __name__ == "__main__":
    office = desktop(sys.argv[1])
    book = opened(office, Path(sys.argv[2]))
    try:
        print(json.dumps(steps(book, json.loads(Path(sys.argv[3]).read_text()))))
    finally:
        book.close(True)
