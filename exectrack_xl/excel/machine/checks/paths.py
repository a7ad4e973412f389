"""Where the tracker lies: clouds, networks, lengths and letters that Excel or xlwings stumble over.

A space in a path does no harm: xlwings quotes it. Depends on: errors, excel.machine (case, facts, rules).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.machine.case import ADDRESS, Case
from exectrack_xl.excel.machine.facts import MAC, WINDOWS, Machine
from exectrack_xl.excel.machine.rules import found

LONGEST = 218  # characters of a path that Excel opens
_SYNCHRONISED = r"HKCU\Software\SyncEngines\Providers\OneDrive"
_ONEDRIVE = ("OneDriveConsumer", "OneDriveCommercial")  # the variables by which xlwings knows the folders
_TEMPORARY = re.compile(r"\\(content\.outlook|inetcache|temp\d*_[^\\]+\.zip|temporary internet files)\\", re.IGNORECASE)
_SPECIAL = "%^!;"


def is_address(path: str) -> bool:
    """Whether what was given as a path is an address on the web.

    >>> is_address("https://acme.sharepoint.com/sites/Plans/Plan.xlsm"), is_address("http:/acme/x"), is_address("C:/x")
    (True, True, False)
    """
    return ADDRESS.match(path) is not None


def place(case: Case) -> Iterator[Finding]:
    """All about the place of the workbook, by its path alone."""
    path, machine = case.place, case.machine
    if is_address(path):
        yield found("path-address", path, "is an address on the web")
        return
    if len(path) > LONGEST and machine.runs_excel:
        yield found("path-long", path, f"has {len(path)} characters")
    if machine.platform == WINDOWS:
        yield from _of_windows(path, case)
    elif machine.platform == MAC and "/Library/CloudStorage/OneDrive" in path:
        yield from _in_cloud(path, case, machine.home / "Library" / "CloudStorage", "ONEDRIVE_COMMERCIAL_MAC")


def _of_windows(path: str, case: Case) -> Iterator[Finding]:
    if path.startswith(("\\\\", "//")) and not path.startswith("\\\\?\\"):
        yield found("path-network", path, "lies on a share of the network")
    if _TEMPORARY.search(path):
        yield found("path-temporary", path, "was opened from an attachment or a zip")
    special = [character for character in _SPECIAL if character in path]
    if special:
        yield found("path-characters", path, f"holds {' '.join(special)}", characters=" ".join(special))
    yield from _synchronised(path, case)


def _synchronised(path: str, case: Case) -> Iterator[Finding]:
    machine = case.machine
    for folder, address in _libraries(machine):
        if machine.lies_in(path, folder) and "-my.sharepoint" not in address.lower() and "/sites/" in address.lower():
            if not case.setting("SHAREPOINT_WIN"):
                root = str(machine.pure(folder).parent)
                what = f"lies in the SharePoint library {address}"
                yield found("path-sharepoint", path, what, folder=root, settings=machine.settings)
            return
    if any(machine.lies_in(path, machine.variable(variable)) for variable in _ONEDRIVE):
        return
    for folder, _ in _libraries(machine):
        if machine.lies_in(path, folder):
            yield from _in_cloud(path, case, folder, "ONEDRIVE_COMMERCIAL_WIN")
            return
    if re.search(r"\\OneDrive( - [^\\]+)?\\", path, re.IGNORECASE):
        yield from _in_cloud(path, case, path[: path.lower().index("onedrive")] + "OneDrive", "ONEDRIVE_CONSUMER_WIN")


def _in_cloud(path: str, case: Case, folder: object, key: str) -> Iterator[Finding]:
    if not case.setting(key):
        yield found("path-onedrive", path, "lies in OneDrive", key=key, folder=folder,
                    settings=case.machine.settings)  # fmt: skip


def _libraries(machine: Machine) -> Iterator[tuple[str, str]]:
    """The folders that OneDrive keeps, and their addresses, as it notes them in the registry."""
    for name in machine.registry.keys(_SYNCHRONISED):
        key = f"{_SYNCHRONISED}\\{name}"
        folder, address = machine.registry.value(key, "MountPoint"), machine.registry.value(key, "UrlNamespace")
        if folder and address:
            yield str(folder), str(address)
