"""Whether Excel lets the tracker's macros run: the mark of the web, macro settings, policies, trusted locations.

A policy wins over what a person has set. Depends on: errors, excel.machine (case, facts, rules).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.machine.case import Case
from exectrack_xl.excel.machine.facts import MAC, WINDOWS, Machine
from exectrack_xl.excel.machine.rules import found

_OWN = r"HKCU\Software\Microsoft\Office\16.0"
_POLICIES = (r"HKCU\Software\Policies\Microsoft\Office\16.0", r"HKLM\SOFTWARE\Policies\Microsoft\Office\16.0")
_LOCATIONS = r"Excel\Security\Trusted Locations"
_DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_NO_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"  # Block all Office applications from creating child processes
_ZONE = re.compile(r"^\s*ZoneId\s*=\s*(\d+)", re.MULTILINE | re.IGNORECASE)
_FROM_THE_WEB = 3
_ALL, _SIGNED, _NONE = 1, 3, 4  # values of VBAWarnings; 2 asks
_WAYS = {
    True: "Ask IT to change the policy, or to make the trackers' folder a trusted location (docs/trust.md).",
    False: "Make the trackers' folder a trusted location (File, Options, Trust Center; docs/trust.md).",
}


def mark(case: Case) -> Iterator[Finding]:
    """The mark that a downloaded file bears."""
    machine, workbook = case.machine, case.workbook
    if workbook is None or _is_trusted(case):
        return
    text = machine.mark(workbook)
    if machine.platform == MAC and text:
        yield found("mac-quarantine", workbook.name, "is quarantined as a download", path=workbook)
    zone = _ZONE.search(text)
    if machine.platform == WINDOWS and zone and int(zone[1]) >= _FROM_THE_WEB:
        yield found("mark-of-the-web", workbook.name, "bears the mark of a download (Zone.Identifier)")


def macros(case: Case) -> Iterator[Finding]:
    """Whether macros run at all, and on which condition."""
    machine = case.machine
    if machine.platform != WINDOWS:
        return
    if _policy(machine, "Common", "VBAOff") == 1:
        yield found("macros-off-everywhere", "Policy", "VBAOff is set")
        return
    by_policy = _policy(machine, r"Excel\Security", "VBAWarnings")
    level = by_policy if by_policy is not None else machine.registry.value(rf"{_OWN}\Excel\Security", "VBAWarnings")
    way = _WAYS[by_policy is not None]
    said = "a policy" if by_policy is not None else "the Trust Center"
    if level == _ALL:
        yield found("macros-all-enabled", "Excel", f"{said} enables all macros")
    elif not _is_trusted(case):
        if level == _NONE:
            yield found("macros-disabled", "Excel", f"{said} disables all macros", way=way)
        elif level == _SIGNED and not case.tracker.is_signed:
            yield found("macros-signed-only", "Excel", f"{said} allows signed macros only", way=way)
    if _policy(machine, r"Excel\Security", "blockcontentexecutionfrominternet") == 1:
        yield found("macros-from-web-blocked", "Policy", "macros in files from the internet are blocked")


def locations(case: Case) -> Iterator[Finding]:
    """Trusted locations: allowed, and allowed for this tracker."""
    machine = case.machine
    if machine.platform != WINDOWS:
        return
    if _setting(machine, _LOCATIONS, "AllLocationsDisabled") == 1:
        yield found("trusted-locations-off", "Excel", "trusted locations are switched off")
    elif _policy(machine, r"Common\Security\Trusted Locations", "Allow User Locations") == 0:
        yield found("trusted-locations-by-policy", "Policy", "only trusted locations of your company count")
    listed = case.workbook is not None and any(_holds(machine, folder, case.place, whole)
                                               for folder, whole in _trusted(machine))  # fmt: skip
    if listed and _is_on_network(case.place) and not _setting(machine, _LOCATIONS, "AllowNetworkLocations"):
        yield found("trusted-network-off", case.place, "lies on the network")


def other(case: Case) -> Iterator[Finding]:
    """Access to the VBA project, which nothing here needs, and the rule that keeps Excel from starting Python."""
    machine = case.machine
    if machine.platform != WINDOWS:
        return
    if _setting(machine, r"Excel\Security", "AccessVBOM") == 1:
        yield found("vba-access", "Excel", "trusts access to the VBA project")
    if str(machine.registry.value(_DEFENDER, _NO_CHILDREN)) == "1":
        yield found("child-processes-blocked", "Microsoft Defender", "keeps Office from starting other programs",
                    python=case.python or machine.python)  # fmt: skip


def _policy(machine: Machine, key: str, name: str) -> str | int | None:
    values = (machine.registry.value(f"{policy}\\{key}", name) for policy in _POLICIES)
    return next((value for value in values if value is not None), None)


def _setting(machine: Machine, key: str, name: str) -> str | int | None:
    """What a policy says, else what the person has set."""
    said = _policy(machine, key, name)
    return said if said is not None else machine.registry.value(f"{_OWN}\\{key}", name)


def _is_trusted(case: Case) -> bool:
    """Whether the tracker lies in a trusted location that counts: its macros run then, marked or not."""
    machine = case.machine
    if case.workbook is None or _setting(machine, _LOCATIONS, "AllLocationsDisabled") == 1:
        return False
    path = case.place
    if _is_on_network(path) and not _setting(machine, _LOCATIONS, "AllowNetworkLocations"):
        return False
    return any(_holds(machine, folder, path, whole) for folder, whole in _trusted(machine))


def _trusted(machine: Machine) -> Iterator[tuple[str, bool]]:
    """Each trusted location, and whether it counts with all folders in it."""
    own_count = _policy(machine, r"Common\Security\Trusted Locations", "Allow User Locations") != 0
    for root in (*_POLICIES, *((_OWN,) if own_count else ())):
        for name in machine.registry.keys(f"{root}\\{_LOCATIONS}"):
            key = f"{root}\\{_LOCATIONS}\\{name}"
            folder = machine.registry.value(key, "Path")
            if folder:
                yield machine.expanded(str(folder)), machine.registry.value(key, "AllowSubFolders") == 1


def _holds(machine: Machine, folder: str, path: str, whole: bool) -> bool:
    return machine.lies_in(path, folder) and (whole or machine.pure(path).parent == machine.pure(folder))


def _is_on_network(path: str) -> bool:
    return path.startswith(("\\\\", "//"))
