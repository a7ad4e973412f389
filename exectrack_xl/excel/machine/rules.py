"""Every rule of the machine's examination: what a breach does to the person, and the one thing to do about it.

Depends on: errors.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.errors import Finding, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_INSTALL = "Run: exectrack install"
_DEAD = "every function in a cell then shows a sentence instead of its number, and no button works."


@dataclass(frozen=True)
class MachineRule:
    """One thing that is looked for on a machine."""

    name: str
    effect: str  # what it does to the person, the end of a sentence
    remedy: str  # one sentence; may name what was found in braces
    severity: Severity = Severity.ERROR
    is_mended: bool = False  # whether --fix does it


def found(rule: str, place: str, what: str, **named: object) -> Finding:
    """The finding that a rule is broken: where, what, what it does, what to do.

    >>> print(found("environment-python-home", "PYTHONHOME", "names 'C:/Old'"))
    PYTHONHOME: names 'C:/Old': Python then looks for its own files there and does not start. Delete the variable (Settings, System, About, Advanced system settings, Environment Variables).
    """  # noqa: E501
    declared = MACHINE_RULES[rule]
    message = f"{what}: {declared.effect}" if declared.effect else f"{what}."
    return Finding(place, "", "", message, declared.remedy.format(**named), rule, declared.severity)


_PYTHON = (
    MachineRule("excel-absent", "functions in cells and buttons cannot be used here.",
                "Every exectrack command works without Excel.", _NOTE),
    MachineRule("excel-old", "the ribbon and the dashboards need Excel 2016.", "Install Excel 2016 or newer."),
    MachineRule("python-not-named", f"Excel takes the first one it meets, and without one {_DEAD}", _INSTALL,
                is_mended=True),
    MachineRule("python-missing", _DEAD, _INSTALL, is_mended=True),
    MachineRule("python-store-alias", f"it only opens the Microsoft Store; {_DEAD}", _INSTALL, is_mended=True),
    MachineRule("python-base-missing", _DEAD,
                "Install Python in '{base}' again, or make the environment anew and run: exectrack install"),
    MachineRule("python-silent", _DEAD, "Install Python and exectrack-xl again, then run: exectrack install"),
    MachineRule("python-old", f"exectrack-xl needs 3.11 or newer; {_DEAD}",
                "Install Python 3.11 or newer and exectrack-xl in it, then run there: exectrack install"),
    MachineRule("python-32-bit", "pandas and NumPy are hardly made for it any more, and memory ends at 2 GB.",
                "Install a 64-bit Python; it works with a 32-bit Excel, too.", _WARNING),
    MachineRule("package-missing", _DEAD, 'Run: "{python}" -m pip install exectrack-xl'),
    MachineRule("package-differs", "cells and commands may show different numbers.",
                'Run: "{python}" -m pip install exectrack-xl=={wanted}', _WARNING),
    MachineRule("pywin32-missing", f"xlwings cannot talk to Excel without it; {_DEAD}",
                'Run: "{python}" -m pip install pywin32'),
    MachineRule("xlwings-missing", _DEAD, 'Run: "{python}" -m pip install exectrack-xl'),
    MachineRule("xlwings-differs", f"the library that Excel loads bears the version in its name; {_DEAD}",
                'Run: "{python}" -m pip install xlwings=={wanted}'),
    MachineRule("xlwings-library-missing", f"Excel loads it before it starts Python; {_DEAD}",
                'Run: "{python}" -m pip install --force-reinstall --no-deps xlwings=={wanted}'),
    MachineRule("mac-script-missing", "no button can start Python.", _INSTALL, is_mended=True),
)  # fmt: skip

_SETTINGS = (
    MachineRule("settings-beside-workbook", "it wins over your own settings, so that whoever can write into this "
                "folder decides which program Excel starts.", "Delete or rename {path} unless you wrote it."),
    MachineRule("settings-conda", "buttons start that Conda environment first, whatever Python is named.",
                "Clear CONDA PATH and CONDA ENV in {path}, or install exectrack-xl in that environment.", _WARNING),
    MachineRule("settings-python-path", "what lies there is loaded before our own packages.",
                "Clear PYTHONPATH in {path}.", _WARNING),
    MachineRule("settings-debug", "Excel then waits for a Python started by hand, and every cell hangs.",
                "Set DEBUG UDFS to False in {path}."),
    MachineRule("settings-shifted", "the macros read field after field, so that all that follows is lost.",
                'Write each line of {path} as "KEY","value".'),
    MachineRule("settings-letters", "the macros read it in the system's letters, so that names with accents, or the "
                "first line, are not found.", "Save {path} as ANSI (Notepad, Save as, Encoding).", is_mended=True),
    MachineRule("environment-python-home", "Python then looks for its own files there and does not start.",
                "Delete the variable (Settings, System, About, Advanced system settings, Environment Variables)."),
    MachineRule("environment-python-path", "what lies there is loaded before our own packages.",
                "Delete the variable (Settings, System, About, Advanced system settings, Environment Variables).",
                _WARNING),
    MachineRule("module-shadowed", "Python may load it in place of the module of that name, and then cells show a "
                "sentence about something missing.", "Rename {path}.", _WARNING),
    MachineRule("module-elsewhere", f"it was not installed for this Python; {_DEAD}",
                'Remove it from there, then run: "{python}" -m pip install --force-reinstall exectrack-xl'),
    MachineRule("startup-code", "it runs whenever Excel starts Python, and can change what is loaded.",
                "Delete {path} unless you know what put it there.", _WARNING),
)  # fmt: skip

_PATHS = (
    MachineRule("path-address", "no command can read a file in the browser, and macros do not run there.",
                "Synchronise its library with OneDrive and give the file in the synchronised folder."),
    MachineRule("path-onedrive", "Excel calls it by an address on the web, and files written beside it need this "
                "folder to be known.",
                "Write \"{key}\",\"{folder}\" into {settings}, or move the tracker out of OneDrive.", _WARNING),
    MachineRule("path-sharepoint", "Excel calls it by an address on the web; what is written beside it must be "
                "looked for, and is not found where the library bears another name.",
                'Write "SHAREPOINT_WIN","{folder}" into {settings}.', _WARNING),
    MachineRule("path-network", "Windows counts many shares as the internet and blocks macros there.",
                "Copy the tracker to this computer, or ask IT to make the share a trusted location.", _WARNING),
    MachineRule("path-long", "Excel opens no file whose path has more than 218 characters.",
                "Move the tracker into a folder with a shorter path."),
    MachineRule("path-temporary", "it is a copy that vanishes: what you type is lost.",
                "Save the attachment, or unpack the zip, into a folder of your own."),
    MachineRule("path-characters", "xlwings hands the path to a command line, where these have a meaning of their "
                "own.", "Rename the folder without {characters}.", _WARNING),
    MachineRule("python-path-letters", f"the settings file cannot hold letters that the system's own lack; {_DEAD}",
                "Install Python in a folder whose name has plain letters, such as C:\\Python311."),
)  # fmt: skip

_TRUST = (
    MachineRule("mark-of-the-web", "Excel blocks its macros without asking: cells show #NAME?, and the buttons say "
                "that macros are disabled.",
                "Close it, right-click the file, Properties, tick Unblock, OK, if you trust the sender."),
    MachineRule("mac-quarantine", "macOS asks or refuses when Excel opens it.",
                "Run, if you trust the sender: xattr -d com.apple.quarantine '{path}'", _WARNING),
    MachineRule("macros-off-everywhere", "no macro runs in any Office program: cells show #NAME?.",
                "Ask IT to lift the policy VBAOff for Excel; until then use the command line."),
    MachineRule("macros-disabled", "no macro runs, and Excel does not ask: cells show #NAME?.", "{way}"),
    MachineRule("macros-signed-only", "the tracker's macros are not signed, so that they do not run: cells show "
                "#NAME?.", "{way}"),
    MachineRule("macros-all-enabled", "every workbook that you open may run whatever it likes.",
                "Choose Disable with notification (File, Options, Trust Center, Macro Settings).", _WARNING),
    MachineRule("macros-from-web-blocked", "a downloaded tracker stays blocked, and there is no button to allow it.",
                "Save trackers in a trusted location, or unblock them (docs/trust.md).", _NOTE),
    MachineRule("trusted-locations-off", "a folder that you trust helps nothing; only signed macros do.",
                "Ask IT to lift it, or sign the tracker's macros (docs/trust.md).", _WARNING),
    MachineRule("trusted-locations-by-policy", "those that you add yourself are ignored.",
                "Ask IT to add the trackers' folder, or sign the macros (docs/trust.md).", _WARNING),
    MachineRule("trusted-network-off", "this folder on the network is not trusted though it is in the list.",
                "Tick Allow Trusted Locations on my network (File, Options, Trust Center).", _WARNING),
    MachineRule("vba-access", "any macro can then rewrite the macros of any workbook, and the tracker does not need "
                "it.", "Clear Trust access to the VBA project object model (Trust Center, Macro Settings).", _NOTE),
    MachineRule("child-processes-blocked", f"Excel may not start Python; {_DEAD}",
                "Ask IT for an exception from the rule for {python}; until then use the command line."),
)  # fmt: skip

_TOOLS = (
    MachineRule("pdf-program-missing", "--pdf cannot make one.", "Install LibreOffice, or save as PDF by hand.", _NOTE),
    MachineRule("java-missing", "plans in .mpp cannot be imported.",
                "Install Java 17, or save the plan as Project XML.", _NOTE),
)  # fmt: skip

MACHINE_RULES = {rule.name: rule for group in (_PYTHON, _SETTINGS, _PATHS, _TRUST, _TOOLS) for rule in group}
