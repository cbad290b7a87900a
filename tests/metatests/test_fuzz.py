"""Nonsense in every field of every form, in every address, as every role: refused or ignored, never an error.

Each form is sent a few times; with `POSTS=60` more than ten thousand inputs are tried in all.
"""

import inspect
import os
import re
from html.parser import HTMLParser
from random import Random
from urllib.parse import quote, urlencode
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import resolve, reverse

from consent import tablet
from consent.actions.handing_over import hand_over
from neston_sharing.foundation import pdf
from tests.metatests.test_access import ACCESS, NAMES
from tests.metatests.world import World

HOSTILE = (
    "", " ", "\x00", "a\x00b", "\ud800", "0", "-1", "2147483648", "9223372036854775808", "9" * 400, "1e999", "NaN", "²",
    "٣", "1/1/0001", "31/12/9999", "1 January 9999 23:59", "1/1/0001 00:00", "30/2/2026", "x" * 20_001, "[" * 3_000,
    "[]", "null", '{"strokes": [[1e999, "a"]]}', '{"width":1,"height":1,"lines":[[]]}', "{{ request }}{% debug %}",
    "<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd", "\u202e\ufeff\U0001f600",
)  # fmt: skip
FILES = (
    b"",
    b"%PDF-1.7\n\x00\xff",
    b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
    b"\xff\xd8\xff\xe0",
    b"MZ",
    b"<svg onload='x'/>",
)
PARTS = ("%00", "%FF%FE", quote("' OR 1=1 --"), "9223372036854775808", "9" * 400)
VALUES = ("\x00", "\ud800", "9223372036854775808")
POSTS = int(os.environ.get("POSTS", "2"))  # of each form


class Fields(HTMLParser):
    """Collects what a browser would post from a page: each field with a value that might do."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.files: set[str] = set()
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        name, kind, value = given.get("name"), given.get("type", "text"), given.get("value") or ""
        if tag == "option" and self._select and value:
            self.fields[self._select] = [self.fields[self._select][0] or value]
        if tag == "select":
            self._select = name or ""
            self.fields.setdefault(self._select, [""])
        if not name or tag not in ("input", "textarea", "select", "button"):
            return
        if kind == "file":
            self.files.add(name)
        elif tag == "textarea":
            self.fields.setdefault(name, ["Words"])
        elif tag == "input":
            self.fields.setdefault(name, [value or likely(name, kind)])

    def handle_endtag(self, tag) -> None:
        if tag == "select":
            self._select = ""


def likely(name: str, kind: str) -> str:
    if kind == "email":
        return "somebody@example.org"
    return "1 March 2026" if re.search(r"_on$|_at$|since|until|birth", name) else "0151 496 0000"


def asked_for(path: str, form: Fields) -> list[str]:
    """Name what a page may be asked in its address: the keys that its view's module reads, and its form's fields."""
    view = resolve(path).func
    code = inspect.getsource(inspect.getmodule(getattr(view, "view_class", view)))
    read = re.findall(r"""(?:GET|asked)(?:\.get|\.getlist)?[(\[]["'](\w+)["']""", code)
    filters = form.fields if "GET" in code else ()
    return sorted({*read, *filters, "next"} - {"csrfmiddlewaretoken", "key"})


@pytest.fixture
def world(db, settings, monkeypatch) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(pdf, "typeset", lambda page, resources: b"%PDF-")  # takes a second each time
    world = World()
    assert world.professional, "an agency and somebody there, to be chosen"
    return world


def visitors(name: str, world: World, client):
    """Let in those who may enter, one after the other, for ever; nobody signs in where nobody has to."""
    roles = sorted(ACCESS.get(name, ()))
    while True:
        for role in roles or [None]:
            if role:
                client.force_login(world.people[role])
            yield client


def form_of(client, path: str) -> Fields:
    answer = client.get(path)
    text = answer.content.decode() if answer.get("Content-Type", "").startswith("text/html") else ""
    return Fields(text)


def spoilt(fields: dict[str, list[str]], random: Random) -> dict[str, list[str]]:
    """Give the fields with a few of them, or now and then all, made nonsense of or sent twice."""
    posted = {name: list(values) for name, values in fields.items()}
    posted["key"] = [str(UUID(int=random.getrandbits(128)))]  # else every post after the first to succeed is a replay
    names = sorted(name for name in posted if name != "csrfmiddlewaretoken")
    for name in random.sample(names, min(len(names), random.choice((1, 1, 2, 3, 99)))):
        posted[name] = [random.choice(HOSTILE) for _ in range(random.choice((0, 1, 1, 1, 2)))]
    return posted


def post_text(client, path: str, posted: dict[str, list[str]]):
    body = urlencode(posted, doseq=True, errors="surrogatepass")  # a lone surrogate: invalid UTF-8
    return client.post(path, body, content_type="application/x-www-form-urlencoded")


def post_files(client, path: str, form: Fields, posted: dict[str, list[str]], random: Random):
    files = {name: SimpleUploadedFile("a\u202e.pdf", random.choice(FILES)) for name in form.files}
    said = {name: [value.encode(errors="replace").decode() for value in values] for name, values in posted.items()}
    return client.post(path, said | files)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "account_logout"])
def test_nonsense_is_never_an_error(name, world, client):
    people, path = visitors(name, world, client), reverse(name, kwargs=world.kwargs(name))
    forms = [form_of(next(people), path) for _ in range(min(2, len(ACCESS.get(name, "1"))))]
    form = max(forms, key=lambda each: len(each.fields))
    for part in map(str, world.kwargs(name).values()):
        for nonsense in PARTS:
            address = path.replace(f"/{part}/", f"/{nonsense}/", 1)
            assert next(people).get(address).status_code < 500, address
    for query in [{key: value} for key in asked_for(path, form) for value in VALUES]:
        address = f"{path}?{urlencode(query, errors='surrogatepass')}"
        assert next(people).get(address).status_code < 500, query
    random = Random(name)
    for _ in range(POSTS if len(form.fields) > 1 else 1):
        posted, visitor = spoilt(form.fields, random), next(people)
        answer = post_files(visitor, path, form, posted, random) if form.files else post_text(visitor, path, posted)
        assert answer.status_code < 500, posted
        if "seen" in form.fields:  # what was saved stands now: else every later post would be refused for that alone
            form.fields |= {"seen": form_of(visitor, path).fields.get("seen", [""])}
        if answer.status_code == 405:  # a page to look at: no form is sent to it
            break


@pytest.mark.parametrize("name", ["consent:sign-sign", "consent:sign-done"])
def test_nonsense_on_the_tablet_is_never_an_error(name, world, client):
    random, signer = Random(name), {"child": world.newcomer, "parent": world.newcomer.links.get().parent}
    for _ in range(POSTS):
        with transaction.atomic():
            _, token = hand_over(by=world.people["practitioner"], **signer)
            session = client.session
            session[tablet.TOKEN] = token
            session.save()
            posted = spoilt(form_of(client, reverse("consent:sign-sign")).fields, random)
            assert post_text(client, reverse(name), posted).status_code < 500, posted
            transaction.set_rollback(True)  # once in a while a parent has signed, and would not be asked again


def test_the_forms_are_found(world, client):
    """Guards the tests above: a parser that found nothing would prove nothing."""
    client.force_login(world.people["lead"])
    path = f"{reverse('sharing:start')}?child={world.child.reference}"
    form = form_of(client, path)
    assert {"agency", "information", "purpose", "initiative", "asked_on", "key"} <= set(form.fields)
    assert "child" in asked_for(reverse("sharing:start"), form)
