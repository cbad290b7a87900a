"""The items of question 7: added, changed, removed."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from sharing.actions.items import add_item, change_item, remove_item
from sharing.checklist import Question
from sharing.forms.closing import RemoveForm
from sharing.forms.item import ItemForm
from sharing.known_people import parents_of, siblings_of
from sharing.models import InformationReceived, Item
from sharing.steps import url_of
from sharing.views.drafting import Drafting


class AboutItem(Drafting):
    """Comes back to question 7, whose page lists the items."""

    step = Question.RIGHT_WAY

    def list_url(self) -> str:
        return url_of(self.found, Question.RIGHT_WAY)

    def get_context_data(self, **kwargs) -> dict:
        answered = any(row.question == Question.RIGHT_WAY for row in self.found.answers.all())
        return super().get_context_data(asked_again=answered, **kwargs) | {"back_url": self.list_url()}


class WritesItem(AboutItem):
    form_class = ItemForm
    template_name = "sharing/item.html"

    @cached_property
    def item(self) -> Item:
        return Item(decision=self.found)

    def get_form_kwargs(self) -> dict:
        mine = InformationReceived.objects.visible_to(self.request.user).about_child(self.found.about)
        siblings = siblings_of(self.found.about).open_to(self.request.user)
        family = {"parents": parents_of(self.found.about), "siblings": siblings}
        told = {"item": self.item, "received": mine.with_people().newest_first()}
        return super().get_form_kwargs() | told | family


class AddItem(WritesItem):
    def record(self, form: ItemForm) -> str:
        add_item(by=self.request.user, decision=self.found, **form.facts())
        return self.list_url()


class OneItem(AboutItem):
    @cached_property
    def item(self) -> Item:
        return get_object_or_404(self.found.items, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(item=self.item, **kwargs)


class ChangeItem(OneItem, WritesItem):
    COPIED = (
        "text",
        "nature",
        "source",
        "received",
        "source_agency",
        "agency_consent",
        "override",
        "override_why",
        "told_by_parent",
        "told_by",
        "about",
        "about_parent",
        "about_sibling",
        "about_named",
    )

    def get_initial(self) -> dict:
        kept = {name: getattr(self.item, name) for name in (*self.COPIED, "left_out_why")}
        return super().get_initial() | kept | {"included": "yes" if self.item.included else "no"}

    def record(self, form: ItemForm) -> str:
        change_item(by=self.request.user, item=self.item, **form.facts())
        return self.list_url()


class RemoveItem(OneItem):
    form_class = RemoveForm
    template_name = "sharing/remove_item.html"

    def record(self, form: RemoveForm) -> str:
        remove_item(by=self.request.user, item=self.item, version=form.cleaned_data["version"])
        return self.list_url()
