"""The words with which parents are asked for each consent: in force, drafted, adopted."""

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from consent import wording
from consent.actions.wordings import adopt_words, discard_words, save_words
from consent.forms.wordings import AdoptWords, WordsForm
from consent.models import ConsentStatement
from consent.presenters.changes import beside
from consent.presenters.wordings import Words, every_consent, hint, words_of
from neston_sharing.foundation.forms.drafts import Draft
from neston_sharing.foundation.views import Found, Page, RecordingView


class AllWords(Page):
    may = "consent.view_policies"
    template_name = "consent/wordings/all.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(consents=every_consent(), **kwargs)


class OfConsent(Found):
    """About the words of one kind of consent, which the address names."""

    may = "consent.manage_policies"

    def find(self) -> Words:
        if self.kwargs["purpose"] not in ConsentStatement.Purpose.values:
            raise Http404
        return words_of(self.kwargs["purpose"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(words=self.found, back_url=self.url("words-of"), **kwargs)

    def url(self, name: str) -> str:
        return reverse(f"consent:{name}", args=[self.kwargs["purpose"]])


class WordsInForce(OfConsent, Page):
    """What parents read now, and what they read before."""

    may = "consent.view_policies"
    template_name = "consent/wordings/words.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(earlier=self.found.earlier(), **kwargs)


class EditWords(OfConsent, RecordingView):
    form_class = WordsForm
    template_name = "consent/wordings/draft.html"
    success_message = "The draft is saved."

    def get_initial(self) -> dict:
        draft = self.found.draft
        return {"text": draft.text, "seen": draft.mark} if draft else {"text": self.found.in_force.text, "seen": ""}

    def get_context_data(self, **kwargs) -> dict:
        draft = self.found.draft
        context = super().get_context_data(hint=hint(draft.text if draft else ""), **kwargs)
        if context["form"].overtaken and draft:
            written = context["form"].cleaned_data["text"]
            context["saved"] = [beside("Words", draft.text, written)]
        return context

    def record(self, form) -> str:
        save_words(by=self.request.user, purpose=self.kwargs["purpose"], **form.cleaned_data)
        return self.url("words-draft")


class OfDraftedWords(OfConsent):
    """Without a draft there is nothing to adopt or to throw away."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if self.has_permission() and request.method == "GET" and self.found.draft is None:
            return HttpResponseRedirect(self.url("words-of"))
        return super().dispatch(request, *args, **kwargs)


class AdoptTheWords(OfDraftedWords, RecordingView):
    """The draft beside the words in force, how hard it is to read, and who adopts it."""

    form_class = AdoptWords
    template_name = "consent/wordings/adopt.html"
    success_message = "The words are adopted. Parents read them from now on."

    def get_initial(self) -> dict:
        return {"seen": self.found.draft.mark if self.found.draft else ""}

    def get_context_data(self, **kwargs) -> dict:
        draft = self.found.draft
        after = draft.text if draft else ""
        about = {"parts": [beside("What changes", self.found.in_force.text, after)], "hint": hint(after)}
        return super().get_context_data(sections=wording.sections_of(after), **about, **kwargs)

    def record(self, form) -> str:
        adopt_words(by=self.request.user, purpose=self.kwargs["purpose"], **form.cleaned_data)
        return self.url("words-of")


class DiscardWords(OfDraftedWords, RecordingView):
    form_class = Draft
    template_name = "consent/wordings/discard.html"
    success_message = "The draft is thrown away."

    def get_initial(self) -> dict:
        return {"seen": self.found.draft.mark if self.found.draft else ""}

    def record(self, form) -> str:
        discard_words(by=self.request.user, purpose=self.kwargs["purpose"], **form.cleaned_data)
        return self.url("words-of")
