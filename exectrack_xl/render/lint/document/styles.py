"""What text of a document looks like: its own properties, then its styles, then the document's defaults.

Depends on: render.lint.colours, …model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exectrack_xl.render.lint.colours import Palette, rgb
from exectrack_xl.render.lint.model import Colour, Run

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIZE = 10.0  # points, where nothing says otherwise
_SLOTS = {"text1": "tx1", "text2": "tx2", "background1": "bg1", "background2": "bg2", "dark1": "dk1", "dark2": "dk2",
          "light1": "lt1", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink"}  # fmt: skip


@dataclass(frozen=True)
class Styles:
    """The styles of a document by identifier, its defaults, and the theme behind."""

    by_id: Mapping[str, Any]
    defaults: tuple[Any, ...]  # w:rPr of docDefaults
    palette: Palette
    fonts: Mapping[str, str]
    normal: str  # the identifier of the default paragraph style

    @classmethod
    def of(cls, tree: Any, palette: Palette, fonts: Mapping[str, str]) -> Styles:
        """The styles of a styles part; None where a document has none."""
        if tree is None:
            return cls({}, (), palette, fonts, "")
        found = {style.get(f"{W}styleId", ""): style for style in tree.iterfind(f"{W}style")}
        usual = (key for key, style in found.items() if style.get(f"{W}default") in ("1", "true"))
        normal = next((key for key in usual if found[key].get(f"{W}type") == "paragraph"), "")
        return cls(found, tuple(tree.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr")), palette, fonts, normal)

    def name(self, identifier: str) -> str:
        """The name of a style in lower case; "" of none."""
        style = self.by_id.get(identifier)
        named = None if style is None else style.find(f"{W}name")
        return "" if named is None else str(named.get(f"{W}val", "")).casefold()

    def chain(self, identifier: str) -> Iterator[Any]:
        """A style and those it is based on."""
        seen: set[str] = set()
        while identifier in self.by_id and identifier not in seen:
            seen.add(identifier)
            yield self.by_id[identifier]
            based = self.by_id[identifier].find(f"{W}basedOn")
            identifier = "" if based is None else based.get(f"{W}val", "")

    def font_names(self) -> frozenset[str]:
        """The typefaces of theme, defaults and styles, in lower case."""
        looks = [*self.defaults, *(look for style in self.by_id.values() for look in style.iterfind(f"{W}rPr"))]
        found = {self._font(look) for look in looks} | set(self.fonts.values())
        return frozenset(font.casefold() for font in found if font)

    def run(self, element: Any, words: str, paragraph_style: str, table: tuple[Any, ...] = ()) -> Run:
        """The look of a run's words; `table` are the w:rPr of its table's style."""
        own = element.find(f"{W}rPr")
        named = None if own is None else own.find(f"{W}rStyle")
        styles = [*self.chain("" if named is None else named.get(f"{W}val", "")), *self.chain(paragraph_style)]
        looks = [look for style in styles for look in style.iterfind(f"{W}rPr")]
        near = [one for one in (own, *looks, *table, *self.defaults) if one is not None]
        size, weight = _first(near, "sz"), _first(near, "b")
        mine = "" if own is None else self._font(own)
        return Run(
            words, int(size.get(f"{W}val", "20")) / 2 if size is not None else _SIZE, _on(weight),
            next((font for font in map(self._font, near) if font), ""), mine, self._colour(near),
            own is not None and own.find(f"{W}color") is not None, self.shade(own),
        )  # fmt: skip

    def shade(self, properties: Any) -> Colour | None:
        """The shading of w:rPr, w:pPr or w:tcPr."""
        shading = None if properties is None else properties.find(f"{W}shd")
        if shading is None:
            return None
        slot = shading.get(f"{W}themeFill")
        return (self._slot(slot, shading, "Fill") if slot else None) or rgb(shading.get(f"{W}fill", ""))

    def _colour(self, near: list[Any]) -> Colour | None:
        """The nearest colour; "auto" and none at all are black, as Word shows them on a light ground."""
        colour = _first(near, "color")
        if colour is None:
            return (0, 0, 0)
        slot = colour.get(f"{W}themeColor")
        found = self._slot(slot, colour, "") if slot else None
        return found or rgb(colour.get(f"{W}val", "")) or (0, 0, 0)

    def _slot(self, slot: str, element: Any, what: str) -> Colour | None:
        """A theme colour; where it is tinted or shaded Word has written the result beside it."""
        if element.get(f"{W}theme{what}Tint") or element.get(f"{W}theme{what}Shade"):
            return None
        return self.palette.slot(_SLOTS.get(slot, slot))

    def _font(self, look: Any) -> str:
        fonts = look.find(f"{W}rFonts")
        if fonts is None:
            return ""
        theme = fonts.get(f"{W}asciiTheme", "")
        if theme:
            return self.fonts.get("+mj-lt" if theme.startswith("major") else "+mn-lt", "")
        return str(fonts.get(f"{W}ascii", ""))


def _first(near: list[Any], name: str) -> Any:
    return next((found for one in near if (found := one.find(f"{W}{name}")) is not None), None)


def _on(element: Any) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")
