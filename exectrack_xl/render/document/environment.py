"""Jinja as a Word template may use it: sandboxed, strict, and with every typed text as text.

A template is compiled once: the compiled form is kept under the template's own text, in memory only.
Depends on: errors.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from exectrack_xl.errors import nearest
from exectrack_xl.render.document.text import content

FIELDS = ("report", "section", "field", "block", "line", "sentence")
TEMPLATES_KEPT = 32  # header, footer and body of some templates


class MissingField(StrictUndefined):
    """A field that does not exist; its sentence names the nearest right one."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_obj is missing:
            return f"there is no field '{name}'.{nearest(name, FIELDS)}"
        return f"there is no field '{name}' here.{nearest(name, _names(self._undefined_obj))}"


class DocumentEnvironment(ImmutableSandboxedEnvironment):
    """The environment of all Word templates; it holds no data."""

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """The compiled template, from memory where the same text was compiled before."""
        return super().from_string(source, *args, **kwargs) if args or kwargs else _compiled(str(source))


@lru_cache(maxsize=1)
def environment() -> DocumentEnvironment:
    """The one environment that compiles and renders Word templates."""
    return DocumentEnvironment(autoescape=True, undefined=MissingField, finalize=_as_text)


@lru_cache(maxsize=TEMPLATES_KEPT)
def _compiled(source: str) -> Template:
    return super(DocumentEnvironment, environment()).from_string(source)


def _as_text(value: Any) -> Any:
    """A typed text as Word text, with its line breaks; finished Word text as it is."""
    return Markup(content(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


def _names(thing: Any) -> list[str]:
    if isinstance(thing, dict) or hasattr(thing, "keys"):
        return sorted(thing)
    return [name for name in dir(thing) if not name.startswith("_")]
