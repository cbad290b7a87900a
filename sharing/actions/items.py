"""What is to be shared, item by item (policy 1.3, 2.6).

add_item(by=, decision=, version=None, **facts) -> Item
change_item(by=, item=, version=None, **facts) -> Item
remove_item(by=, item=, version=None) -> Decision
Facts: text="", attachment=None (an uploaded file), nature=, source=, source_agency=None, about=, included=,
    told_by_parent=None, told_by="", about_parent=None, about_sibling=None, about_named="", received=None,
    left_out_why="", agency_consent="", override="", override_why="".
What was recorded as received brings its agency, and its text and file where none is given; it may wait in the draft for
the agency's answer, which is recorded there and nowhere else (policy 1.3).
Question 7 is asked of these very items: once they change, its answer and the eighth fall away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agencies.models import Agency
from consent.models import Child, Parent
from neston_sharing.foundation.actions import Refusal, action, refuse_all
from neston_sharing.foundation.uploads import Upload, as_stored, checked
from sharing import checklist
from sharing.actions.drafts import opened, written
from sharing.actions.falling import Losses, drop
from sharing.actions.letting_go import let_go
from sharing.actions.naming_whom import names_nobody
from sharing.checklist import Question
from sharing.models import AroundChild, Decision, InformationReceived, Item


@action
def add_item(*, by, decision: Decision, version: int | None = None, **facts) -> Item:
    """Put an item into the draft; what is wrong with it is refused all at once, each at its field."""
    draft = opened(by=by, decision=decision, version=version)
    return _saved(by, draft, Item(decision=draft), _as_received(by, draft, Facts(**facts)))


@action
def change_item(*, by, item: Item, version: int | None = None, **facts) -> Item:
    """Change an item; an attachment stays unless another is given."""
    draft = opened(by=by, decision=item.decision, version=version)
    return _saved(by, draft, draft.items.get(pk=item.pk), _as_received(by, draft, Facts(**facts)))


@action
def remove_item(*, by, item: Item, version: int | None = None) -> Decision:
    """Take an item, and its file, out of the draft."""
    draft = opened(by=by, decision=item.decision, version=version)
    item = draft.items.get(pk=item.pk)
    let_go(item.attachment, draft)
    item.delete()
    return asked_again(by, draft)


@dataclass
class Facts:
    """An item as given. What belongs to another source, or to an item that is left out, is left behind."""

    nature: str
    source: str
    about: str
    included: bool
    text: str = ""
    attachment: object = None
    source_agency: Agency | None = None
    told_by_parent: Parent | None = None
    told_by: str = ""
    about_parent: Parent | None = None
    about_sibling: Child | None = None
    about_named: str = ""
    received: InformationReceived | None = None
    left_out_why: str = ""
    agency_consent: str = ""
    override: str = ""
    override_why: str = ""

    def __post_init__(self) -> None:
        for name in ("text", "left_out_why", "agency_consent", "override_why", "told_by", "about_named"):
            setattr(self, name, getattr(self, name).strip())
        if self.included:
            self.left_out_why = ""
        if self.source != Item.Source.AGENCY:
            self.source_agency = self.received = None
            self.agency_consent = self.override = ""
        if self.received:
            self.source_agency, self.agency_consent = self.received.agency, ""
        if not self.override:
            self.override_why = ""
        self._name_only_those_it_concerns()

    def _name_only_those_it_concerns(self) -> None:
        """A person chosen from the family counts before a name that was written."""
        if self.source != Item.Source.PARENT:
            self.told_by_parent = None
        if self.told_by_parent or self.source in (Item.Source.OWN, Item.Source.AGENCY):
            self.told_by = ""
        if self.about != Item.About.PARENT:
            self.about_parent = None
        if self.about != Item.About.SIBLING:
            self.about_sibling = None
        if self.about_parent or self.about_sibling or self.about == Item.About.CHILD:
            self.about_named = ""


def _as_received(by, draft: Decision, facts: Facts) -> Facts:
    """Take the text over from what was received, where no other is given."""
    if facts.received is None:
        return facts
    mine = InformationReceived.objects.visible_to(by).about_child(draft.child)
    if not mine.filter(pk=facts.received.pk).exists():
        raise Refusal("Choose something that was received about this child", field="received")
    facts.text = facts.text or facts.received.what
    return facts


def _saved(by, draft: Decision, item: Item, facts: Facts) -> Item:
    refuse_all(lacking(draft, item, facts))
    for name, value in vars(facts).items():
        if name != "attachment":
            setattr(item, name, value)
    if facts.attachment:
        let_go(item.attachment, draft)
        _attach(item, facts.attachment)
    elif facts.received and not (facts.text or item.attachment):
        _attach_as_received(item, facts.received)
    item.save()
    asked_again(by, draft)
    return item


def lacking(draft: Decision, item: Item, facts: Facts) -> Iterator[Refusal]:
    """Give all that an item lacks, for the form too, which says it beside what is wrong there."""
    if not (facts.text or facts.attachment or item.attachment or _was_received(facts)):
        yield Refusal("Write what the item says, or attach it", field="text")
    for name, kinds in (("nature", Item.Nature), ("source", Item.Source), ("about", Item.About)):
        if getattr(facts, name) not in kinds.values:
            yield Refusal("Choose one", field=name)
    if facts.source == Item.Source.AGENCY:
        yield from _may_not_go_on(draft, facts)
    yield from names_nobody(draft.about, facts)
    if not facts.included and not facts.left_out_why:
        yield Refusal("Say why it is left out", field="left_out_why")


def _was_received(facts: Facts) -> bool:
    return facts.received is not None and bool(facts.received.what or facts.received.attachment)


def _may_not_go_on(draft: Decision, facts: Facts) -> Iterator[Refusal]:
    """Third-party information goes out with that agency's consent, back to it, or on a written ground (policy 1.3)."""
    if facts.source_agency is None:
        yield Refusal("Choose the agency that it came from", field="source_agency")
    if facts.override and facts.override not in Item.Override.values:
        yield Refusal("Choose one of the grounds", field="override")
    elif facts.override and not facts.override_why:
        yield Refusal("Say why this ground applies", field="override_why")
    waits = facts.received or facts.agency_consent or facts.override or facts.source_agency is None
    if facts.included and not (waits or _is_no_passing_on(draft, facts)):
        yield Refusal(
            f"It came from {facts.source_agency}: record their consent, give the ground to go without, or leave it out",
            field="agency_consent",
        )


def _is_no_passing_on(draft: Decision, facts: Facts) -> bool:
    """It goes back, or to an agency that is around the child already."""
    around = AroundChild.objects.about_child(draft.child).not_ended()
    return facts.source_agency == draft.agency or around.filter(agency=draft.agency).exists()


def _attach(item: Item, file) -> None:
    """Keep the file under a random name, with its digest; what it was called is for people to read only."""
    upload = checked(file, field="attachment")
    item.attachment, item.attachment_sha256 = upload.stored(), upload.sha256
    item.attachment_name = file.name[-200:]


def _attach_as_received(item: Item, received: InformationReceived) -> None:
    content = as_stored(received.attachment, received.attachment_sha256)
    if content is None:
        raise Refusal("The file that was received is not what was stored: tell the manager", field="received")
    item.attachment = Upload(content, Path(str(received.attachment)).suffix).stored()
    item.attachment_name, item.attachment_sha256 = received.attachment_name, received.attachment_sha256


def asked_again(by, draft: Decision) -> Decision:
    """The answers that were about the items as they stood fall away; the page has said so beside the items."""
    after = (q for q, answer in draft.given.items() if answer is not checklist.Answer.NOT_SHARING)
    drop(draft, Losses(tuple(q for q in after if q >= Question.RIGHT_WAY)))
    return written(by=by, draft=draft)
