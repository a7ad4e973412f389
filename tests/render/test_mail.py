from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.render.mail import draft, file_name, write
from exectrack_xl.report.letters import Item, Letter


def letter(name: str = "Ada King", address: str = "", title: str = "Call", **more: str) -> Letter:
    item = Item("Actions!D2", "A-1", title, "Overdue: 4 working days ago.", "Do it.")
    return Letter(name, address, more.get("subject", "Portal: 1 row"), f"Dear {name},", "as of today:",
                  (("Overdue", (item,)),))  # fmt: skip


def read(made: bytes) -> EmailMessage:
    message = message_from_bytes(made, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(made: bytes, kind: str) -> str:
    part = read(made).get_body((kind,))
    assert part is not None
    return str(part.get_content())


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


def test_a_draft_is_unsent_and_bears_no_date_and_no_sender() -> None:
    message = read(draft(letter(address="ada@example.org")))
    assert [message[name] for name in ("X-Unsent", "To", "Date", "From")] == [
        "1", "Ada King <ada@example.org>", None, None]  # fmt: skip
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_without_an_address_the_header_holds_the_name_alone() -> None:
    assert draft(letter("Helena Brandt, COO")).startswith(b"To: Helena Brandt COO\r\n")
    assert "@" not in str(read(draft(letter("Ada <ada@example.org>")))["To"])


def test_what_people_typed_is_text_in_both_bodies() -> None:
    made = draft(letter(title="<b>AT&T</b> {{ x }} =cmd <script>alert(1)</script>"))
    parsed = Text()
    parsed.feed(body(made, "html"))
    assert "<b>AT&T</b> {{ x }} =cmd <script>alert(1)</script>" in "".join(parsed.texts)
    assert "script" not in parsed.tags
    assert "* A-1 <b>AT&T</b> {{ x }} =cmd" in body(made, "plain")


def test_files_bear_names_that_every_file_system_takes_and_no_two_are_alike(tmp_path: Path) -> None:
    names = ["Ada", "ada", "../../x", "CON", "Žofie Nováková", "///"]
    paths = write([letter(name) for name in names], tmp_path / "new" / "folder")
    assert [path.name for path in paths] == [
        "Ada.eml", "ada (2).eml", "x.eml", "CON-.eml", "Žofie-Nováková.eml", "owner.eml"]  # fmt: skip
    assert {path.parent for path in paths} == {tmp_path / "new" / "folder"}


def test_an_existing_draft_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    (first,) = write([letter()], tmp_path)
    first.write_bytes(b"mine")
    (beside,) = write([letter()], tmp_path)
    assert (beside.name, first.read_bytes()) == ("Ada-King (2).eml", b"mine")
    write([letter()], tmp_path, replace=True)
    assert first.read_bytes() == beside.read_bytes()


def test_emoji_and_scripts_from_right_to_left_arrive_as_typed() -> None:
    typed = "\N{MAN}\u200d\N{WOMAN} \u200fשלום"
    assert typed in body(draft(letter(title=typed)), "plain")
    assert typed in body(draft(letter(title=typed)), "html")


ANY = st.text(max_size=60)


@given(ANY, ANY, ANY)
def test_no_text_whatever_adds_a_header_a_recipient_or_a_part(name: str, title: str, subject: str) -> None:
    one = letter(name, title=title, subject=subject)
    made = draft(one)
    message = read(made)
    assert made == draft(one)
    assert [key.casefold() for key in message] == ["to", "subject", "x-unsent", "mime-version", "content-type"]
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert not message["To"].addresses or all("@" not in one.addr_spec for one in message["To"].addresses)
    assert not set(file_name(name)) & set('/\\:*?"<>|.\0')
