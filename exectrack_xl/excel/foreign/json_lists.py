"""Issues as GitHub's and Jira's interfaces give them in JSON, and any other list of JSON objects, as a grid.

Depends on: errors, excel.foreign.grids.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.foreign.grids import Grid
from exectrack_xl.excel.foreign.grids import text_of as file_text

Record: TypeAlias = Mapping[str, Any]

_LISTS = ("issues", "items", "nodes", "values", "data", "results")  # under which exports keep their rows


def read_json(path: Path) -> tuple[Grid, ...]:
    """The list in a JSON file, or in a file with one JSON object a line.

    Raises:
        WorkbookError: the file is no JSON, or holds no list of objects.
    """
    records = _records(_loaded(path))
    if not records:
        raise WorkbookError(f"{path.name} holds no list of issues. Export the issues themselves as JSON.")
    if "fields" in records[0] and "key" in records[0]:
        rows = [_jira(record) for record in records]
    elif "number" in records[0] and "title" in records[0]:
        rows = [_github(record) for record in records if "pull_request" not in record]
    else:
        rows = [_flat(record) for record in records]
    return (_grid(path.stem, rows),)


def _loaded(path: Path) -> Any:
    text = file_text(path)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as fault:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            raise WorkbookError(f"{path.name} is not readable as JSON: {fault}. Export it again.") from fault


def _records(data: Any) -> list[Record]:
    if isinstance(data, Mapping):
        data = next((data[name] for name in _LISTS if isinstance(data.get(name), list | dict)), [data])
    if isinstance(data, Mapping):
        return _records(data)
    found: list[Record] = []
    for one in data if isinstance(data, list) else ():
        found += [one] if isinstance(one, Mapping) else [inner for inner in one if isinstance(inner, Mapping)] \
            if isinstance(one, list) else []  # fmt: skip
    return found


def _grid(name: str, rows: list[dict[str, Any]]) -> Grid:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    return Grid(name, [headers, *([row.get(header, "") for header in headers] for row in rows)])


def _github(issue: Record) -> dict[str, Any]:
    """An issue of GitHub's interface, or of `gh issue list --json`; labels tell priority and severity."""
    labels = _names(issue.get("labels"))
    people = _names(issue.get("assignees")) or _names([issue.get("assignee")])
    milestone = issue.get("milestone") if isinstance(issue.get("milestone"), Mapping) else {}
    url = str(issue.get("html_url") or issue.get("url") or "")
    parts = url.split("/issues/")[0].rstrip("/").split("/") if "/issues/" in url else []
    state = str(issue.get("state") or "").lower()
    return {
        "ID": f"{parts[-1] if parts else ''}#{issue['number']}", "Title": issue["title"],
        "Status": "in progress" if state == "open" and people else state,
        "Priority": next((word for label in labels if (word := _priority(label))), ""),
        "Owner": ", ".join(people), "Due date": _day((milestone or {}).get("due_on") or (milestone or {}).get("dueOn")),
        "Reporter": ", ".join(_names([issue.get("user") or issue.get("author")])),
        "Raised on": _day(issue.get("created_at") or issue.get("createdAt")),
        "Closed on": _day(issue.get("closed_at") or issue.get("closedAt")),
        "Resolution": str(issue.get("state_reason") or issue.get("stateReason") or "").replace("_", " ").lower()
        if state == "closed" else "",
        "Description": issue.get("body") or "", "Labels": ", ".join(labels),
        "GitHub milestone": (milestone or {}).get("title", ""), "Link": url,
    }  # fmt: skip


def _priority(label: str) -> str:
    """The priority a label gives: "priority: high", "P1", "severity/critical"."""
    plain = label.casefold().replace("-", " ").replace("/", ":").replace("_", " ")
    head, _, tail = plain.rpartition(":")
    if any(word in head for word in ("prio", "sever", "urgen")):
        return tail.strip()
    words = plain.split()
    if len(words) == 2 and words[1] in ("priority", "prio"):
        return words[0]
    return plain if plain in ("p0", "p1", "p2", "p3", "p4", "critical", "blocker", "urgent") else ""


def _jira(issue: Record) -> dict[str, Any]:
    """An issue of Jira's interface, under the headers of Jira's own CSV export."""
    fields = issue["fields"]
    named = {
        "Summary": "summary", "Issue Type": "issuetype", "Status": "status", "Priority": "priority",
        "Resolution": "resolution", "Assignee": "assignee", "Reporter": "reporter", "Creator": "creator",
    }  # fmt: skip
    row: dict[str, Any] = {"Issue key": issue["key"]}
    row |= {header: ", ".join(_names([fields.get(name)])) for header, name in named.items()}
    row |= {"Created": _day(fields.get("created")), "Due date": _day(fields.get("duedate")),
            "Resolved": _day(fields.get("resolutiondate")), "Description": _said(fields.get("description")),
            "Labels": ", ".join(_names(fields.get("labels"))),
            "Components": ", ".join(_names(fields.get("components")))}  # fmt: skip
    return row


def _names(given: Any) -> list[str]:
    """The names of people, labels or choices, however they are nested."""
    if isinstance(given, Mapping):
        given = given.get("nodes") or [given]
    found = []
    for one in given if isinstance(given, list) else ():
        if isinstance(one, Mapping):
            one = next((one[key] for key in ("displayName", "name", "login", "value", "title") if one.get(key)), "")
        if one:
            found.append(str(one))
    return found


def _said(given: Any) -> str:
    """A text, or the texts of Atlassian's document format, a line for each paragraph."""
    if isinstance(given, str) or given is None:
        return given or ""
    return "\n".join(filter(None, ("".join(_leaves(block)) for block in given.get("content", ())))) if isinstance(
        given, Mapping) else str(given)  # fmt: skip


def _leaves(block: Any) -> Iterable[str]:
    if not isinstance(block, Mapping):
        return
    if isinstance(block.get("text"), str):
        yield block["text"]
    for inner in block.get("content", ()):
        yield from _leaves(inner)


def _day(text: Any) -> str:
    return str(text)[:10] if text else ""


def _flat(record: Record) -> dict[str, Any]:
    """Any object: nested ones by their name, lists joined."""
    found: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, Mapping | list):
            found[str(name).replace("_", " ")] = ", ".join(_names(value if isinstance(value, list) else [value]))
        else:
            found[str(name).replace("_", " ")] = "" if value is None else value
    return found
