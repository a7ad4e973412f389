"""Runs VBA functions of a workbook in LibreOffice; a program for the Python that LibreOffice knows.

    python3 run_basic.py SOFFICE PROFILE WORKBOOK CALLS

CALLS is JSON, [["Module.Function", argument, ...], ...]; the results are printed as JSON.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main(soffice: str, profile: str, workbook: str, calls: str) -> None:
    """Start LibreOffice, open the workbook with macros allowed, call, and end LibreOffice."""
    place = f"pipe,name={Path(profile).name}"
    office = subprocess.Popen(
        [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", "--nologo",
         f"--accept={place};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        desktop = connected(place)
        try:
            book = desktop.loadComponentFromURL(Path(workbook).as_uri(), "_blank", 0, settings())
            print(json.dumps([call(book, *one) for one in json.loads(calls)]))
            book.close(True)
        finally:
            desktop.terminate()
            office.wait(30)
    finally:
        office.kill()


def connected(place: str):
    """LibreOffice's desktop, as soon as it answers."""
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            remote = resolver.resolve(f"uno:{place};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - UNO's own exception, while LibreOffice is starting
            time.sleep(0.2)
        else:
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    raise SystemExit("LibreOffice did not answer")


def settings() -> tuple:
    """Open without a window, and let macros run."""
    from com.sun.star.beans import PropertyValue

    found = []
    for name, value in {"Hidden": True, "MacroExecutionMode": 4}.items():
        setting = PropertyValue()
        setting.Name, setting.Value = name, value
        found.append(setting)
    return tuple(found)


def call(book, function: str, *arguments: object) -> object:
    """The result of one function."""
    place = f"vnd.sun.star.script:VBAProject.{function}?language=Basic&location=document"
    return book.getScriptProvider().getScript(place).invoke(arguments, (), ())[0]


if __name__ == "__main__":
    main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)  # UNO's bridge now and then crashes while the interpreter ends, when all has been said
