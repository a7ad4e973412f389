"""One thing broken on a sound machine at a time: how, which rule must find it, and what its fix must name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from recorded_machines import CLICK_TO_RUN, PYTHON, RUNTIME, Recorded, mac, sound_python, windows

from exectrack_xl.excel.machine.facts import Interpreter, Machine

OFFICE = r"HKCU\Software\Microsoft\Office\16.0"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0"
SECURITY, LOCATIONS = r"Excel\Security", r"Excel\Security\Trusted Locations"
ASR = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
SYNC = r"HKCU\Software\SyncEngines\Providers\OneDrive"
CONSOLE = PYTHON.replace("pythonw", "python")
PLAN = r"C:\Trackers\Plan.xlsm"
WEB = "[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://acme.sharepoint.com/\r\n"
Broken = tuple[Machine, Path | None]


@dataclass(frozen=True)
class Breakage:
    """A broken machine, the rule that must find it, and a word that the fix must have."""

    rule: str
    broken: Callable[[Path], Broken]
    fix: str
    label: str = ""


def registry(
    rule: str, held: Mapping[str, Mapping[str, str | int]], fix: str, place: str = PLAN, **more: str
) -> Breakage:
    """Something in the registry."""
    return Breakage(rule, lambda home: (windows(home, held), Path(place)), fix, more.get("label", ""))


def place(rule: str, path: str, fix: str, held: Mapping[str, Mapping[str, str | int]] | None = None) -> Breakage:
    """A tracker in a difficult place."""
    return Breakage(rule, lambda home: (windows(home, held), Path(path)), fix, path[:40])


def python(rule: str, fix: str, **changed: object) -> Breakage:
    """A Python that lacks something."""
    answer = replace(sound_python(), **changed)
    return Breakage(rule, lambda home: (windows(home, ask=lambda program: answer), None), fix)


def silent(rule: str, why: str, fix: str) -> Breakage:
    """A Python that says nothing."""
    return Breakage(rule, lambda home: (windows(home, ask=lambda program: why), None), fix)


def settings(rule: str, text: str | bytes, fix: str, label: str = "") -> Breakage:
    """The user's own settings of xlwings."""

    def broken(home: Path) -> Broken:
        machine = windows(home)
        data = text if isinstance(text, bytes) else (machine.settings.read_text() + text).encode("cp1252")
        machine.settings.write_bytes(data)
        return machine, None

    return Breakage(rule, broken, fix, label)


def beside(rule: str, name: str, text: str, fix: str, label: str = "") -> Breakage:
    """A file in the tracker's folder."""

    def broken(home: Path) -> Broken:
        folder = home / "trackers"
        folder.mkdir()
        (folder / name).write_text(text)
        return windows(home), folder / "Plan.xlsm"

    return Breakage(rule, broken, fix, label or name)


def without(*keys: str) -> Callable[[Path], Broken]:
    """A machine whose registry lacks keys."""

    def broken(home: Path) -> Broken:
        machine = windows(home)
        held = machine.registry.held
        return replace(machine, registry=Recorded({k: v for k, v in held.items() if not k.endswith(keys)})), None

    return broken


def only_pythonw(home: Path) -> Broken:
    machine = windows(home)
    machine.settings.write_text('"SHOW CONSOLE","False"\n')
    return machine, None


def old_office(home: Path) -> Broken:
    machine, _ = without("Configuration")(home)
    held = {**machine.registry.held, r"HKLM\SOFTWARE\Microsoft\Office\15.0\Common": {"x": 1}}
    return replace(machine, registry=Recorded(held)), None


def lost_base(home: Path) -> Broken:
    folder = home / "environment" / "Scripts"
    folder.mkdir(parents=True)
    (folder.parent / "pyvenv.cfg").write_text("home = C:\\Python310\nversion = 3.10.4\n")
    machine = windows(home, ask=lambda program: "No Python at 'C:\\Python310\\python.exe'")
    machine.settings.write_text(f'"INTERPRETER_WIN","{folder / "pythonw.exe"}"\n')
    return machine, None


def store_alias(home: Path) -> Broken:
    machine = windows(home)
    alias = r"C:\Users\ann\AppData\Local\Microsoft\WindowsApps\pythonw.exe"
    machine.settings.write_text(f'"INTERPRETER_WIN","{alias}"\n')
    return machine, None


def no_script(home: Path) -> Broken:
    machine = mac(home)
    next((home / "Library" / "Application Scripts" / "com.microsoft.Excel").iterdir()).unlink()
    return machine, None


def documents(home: Path) -> Broken:
    (home / "Documents").mkdir()
    (home / "Documents" / "pandas.py").write_text("")
    return windows(home), None


def packages(**changed: str | None) -> dict[str, str]:
    both = {**sound_python().packages, **{name.replace("_", "-"): value for name, value in changed.items()}}
    return {name: value for name, value in both.items() if value is not None}


def excel_of_32_bits(home: Path) -> Broken:
    held = {CLICK_TO_RUN: {"VersionToReport": "16.0", "Platform": "x86"}}
    answer = replace(sound_python(), libraries=(f"xlwings64-{RUNTIME}.dll",))
    return windows(home, held, ask=lambda program: answer), None


def no_pdf(home: Path) -> Broken:
    return replace(without("Winword.exe")(home)[0], find=lambda name: None), None


def plan_in_mpp(home: Path) -> Broken:
    answer: Interpreter = replace(sound_python(), packages=packages(mpxj="14.0"))
    return windows(home, ask=lambda program: answer, find=lambda name: None if name == "Java" else name), None


def trusted(folder: str, **more: int) -> dict[str, dict[str, str | int]]:
    """A trusted location of the person's own."""
    return {rf"{OFFICE}\{LOCATIONS}\Location3": {"Path": folder, **more}}


def _all() -> Iterator[Breakage]:
    yield Breakage("excel-absent", without("excel.exe", "Configuration"), "without Excel")
    yield Breakage("excel-old", old_office, "Excel 2016")
    yield Breakage("python-not-named", only_pythonw, "exectrack install")
    yield silent("python-missing", "is not there", "exectrack install")
    yield Breakage("python-store-alias", store_alias, "exectrack install")
    yield Breakage("python-base-missing", lost_base, r"C:\Python310")
    yield silent("python-silent", "ImportError: DLL load failed", "Install Python")
    yield python("python-old", "3.11", version=(3, 9))
    yield python("python-32-bit", "64-bit", bits=32)
    yield python("package-missing", f'"{CONSOLE}" -m pip install exectrack-xl', packages=packages(exectrack_xl=None))
    yield python("package-differs", "exectrack-xl==", packages=packages(exectrack_xl="0.0.9"))
    yield python("pywin32-missing", "pip install pywin32", packages=packages(pywin32=None))
    yield python("xlwings-missing", "pip install exectrack-xl", packages=packages(xlwings=None))
    yield python("xlwings-library-missing", "--force-reinstall", libraries=(f"xlwings32-{RUNTIME}.dll",))
    yield Breakage("xlwings-library-missing", excel_of_32_bits, f"xlwings=={RUNTIME}", "a 32-bit Excel")
    yield Breakage("mac-script-missing", no_script, "exectrack install")
    yield beside(
        "settings-beside-workbook", "xlwings.conf", '"INTERPRETER_WIN","C:\\evil\\python.exe"\n', "Delete or rename"
    )
    yield settings("settings-conda", '"CONDA PATH","C:\\conda"\n"CONDA ENV","old"\n', "CONDA PATH")
    yield settings("settings-python-path", '"PYTHONPATH","C:\\scripts"\n', "Clear PYTHONPATH")
    yield settings("settings-debug", '"DEBUG UDFS","True"\n', "DEBUG UDFS")
    yield settings("settings-shifted", '"SHOW CONSOLE"\n', '"KEY","value"', "one field")
    yield settings("settings-shifted", "LOG,C:\\a, b.log\n", '"KEY","value"', "three fields")
    yield settings(
        "settings-letters", f'"INTERPRETER_WIN","{PYTHON}"\n'.encode("utf-8-sig"), "ANSI", "a mark at the head"
    )
    yield settings(
        "settings-letters", f'"INTERPRETER_WIN","{PYTHON}"\n"LOG","C:\\Jürgen"\n'.encode(), "ANSI", "an umlaut"
    )
    yield Breakage("environment-python-home", lambda home: (windows(home, environment={"PythonHome": "C:\\Old"}), None),
                   "Delete the variable")  # fmt: skip
    yield Breakage("environment-python-path", lambda home: (windows(home, environment={"PYTHONPATH": "C:\\Lib"}), None),
                   "Delete the variable")  # fmt: skip
    yield beside("module-shadowed", "udfs.py", "", "Rename")
    yield beside("module-shadowed", "random.py", "", "Rename", "a module of Python's own")
    yield beside("module-shadowed", "Plan.zip", "", "Plan.zip")
    yield Breakage("module-shadowed", documents, "pandas.py", "in the documents")
    yield python("module-elsewhere", "Remove it", origins={"pandas": r"C:\scripts\pandas.py"})
    yield python("startup-code", "sitecustomize.py", startup=(r"C:\Python311\Lib\sitecustomize.py",))
    yield place("path-address", "https://acme.sharepoint.com/sites/Plans/Plan.xlsm", "Synchronise")
    yield place("path-onedrive", r"C:\Users\ann\OneDrive - Acme\Plan.xlsm", "ONEDRIVE_COMMERCIAL_WIN",
                {rf"{SYNC}\1": {"MountPoint": r"C:\Users\ann\OneDrive - Acme",
                                "UrlNamespace": "https://acme-my.sharepoint.com/personal/ann/Documents/"}})  # fmt: skip
    yield place("path-onedrive", r"C:\Users\ann\OneDrive\Plan.xlsm", "ONEDRIVE_CONSUMER_WIN")
    yield place("path-sharepoint", r"C:\Users\ann\Acme\Plans - Documents\Plan.xlsm", r"C:\Users\ann\Acme",
                {rf"{SYNC}\1": {"MountPoint": r"C:\Users\ann\Acme\Plans - Documents",
                                "UrlNamespace": "https://acme.sharepoint.com/sites/Plans/Documents/"}})  # fmt: skip
    yield place("path-network", r"\\server\plans\Plan.xlsm", "trusted location")
    yield place("path-long", "C:\\" + "\\".join(["a folder of twenty"] * 12) + r"\Plan.xlsm", "shorter path")
    yield place("path-temporary", r"C:\Users\ann\AppData\Local\Microsoft\INetCache\Content.Outlook\X7\Plan.xlsm",
                "folder of your own")  # fmt: skip
    yield place("path-temporary", r"C:\Users\ann\AppData\Local\Temp\Temp1_plans.zip\Plan.xlsm", "unpack the zip")
    yield place("path-characters", r"C:\R&D; 100%\Plan.xlsm", "without % ;")
    yield Breakage("python-path-letters", lambda home: (windows(home, python=Path("C:\\Łucja\\pythonw.exe")), None),
                   "plain letters")  # fmt: skip
    yield Breakage("mark-of-the-web", lambda home: (windows(home, mark=lambda path: WEB), Path(PLAN)), "Unblock")
    yield Breakage("mac-quarantine", lambda home: (mac(home, mark=lambda path: "0083;6;Safari;"), home / "Plan.xlsm"),
                   "xattr -d")  # fmt: skip
    yield registry("macros-off-everywhere", {rf"{POLICY}\Common": {"VBAOff": 1}}, "policy VBAOff")
    yield registry("macros-disabled", {rf"{OFFICE}\{SECURITY}": {"VBAWarnings": 4}}, "trusted location")
    yield registry("macros-disabled", {rf"{POLICY}\{SECURITY}": {"VBAWarnings": 4}}, "Ask IT", label="by a policy")
    yield registry("macros-signed-only", {rf"{POLICY}\{SECURITY}": {"VBAWarnings": 3}}, "docs/trust.md")
    yield registry("macros-all-enabled", {rf"{OFFICE}\{SECURITY}": {"VBAWarnings": 1}}, "notification")
    yield registry("macros-from-web-blocked", {rf"{POLICY}\{SECURITY}": {"blockcontentexecutionfrominternet": 1}},
                   "docs/trust.md")  # fmt: skip
    yield registry("trusted-locations-off", {rf"{POLICY}\{LOCATIONS}": {"AllLocationsDisabled": 1}}, "sign")
    yield registry("trusted-locations-by-policy",
                   {rf"{POLICY}\Common\Security\Trusted Locations": {"Allow User Locations": 0}}, "Ask IT")  # fmt: skip
    yield registry("trusted-network-off", trusted(r"\\server\plans", AllowSubFolders=1), "network",
                   r"\\server\plans\Plan.xlsm")  # fmt: skip
    yield registry("vba-access", {rf"{OFFICE}\{SECURITY}": {"AccessVBOM": 1}}, "Clear Trust access")
    yield registry("child-processes-blocked", {ASR: {"d4f940ab-401b-4efc-aadc-ad5f3c50688a": "1"}}, PYTHON)
    yield Breakage("pdf-program-missing", no_pdf, "LibreOffice")
    yield Breakage("java-missing", plan_in_mpp, "Java")


BREAKAGES = tuple(_all())
