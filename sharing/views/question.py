"""The eight questions, each on a page of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property

from neston_sharing.foundation.forms.fields import is_key
from sharing import checklist
from sharing.actions.answer import answer_question
from sharing.actions.settling import is_doubt
from sharing.checklist import QUESTIONS, Question
from sharing.forms.consent import ConsentForm
from sharing.forms.public_interest import PublicInterestForm
from sharing.forms.question import DutyForm, QuestionForm
from sharing.forms.right_way import RightWayForm
from sharing.guidance import GUIDANCE
from sharing.missing import missing_from
from sharing.models import Advice
from sharing.models.answer import SEVEN_TESTS
from sharing.presenters.advice import advice_lines
from sharing.presenters.follow_up import protocols_of
from sharing.presenters.passing_on import with_passing
from sharing.presenters.words import said
from sharing.steps import steps, url_of, url_of_open
from sharing.views.drafting import Drafting
from sharing.walking import numbers, passed_over

FORMS = {
    Question.CONSENT: ConsentForm,
    Question.DUTY: DutyForm,
    Question.PUBLIC_INTEREST: PublicInterestForm,
    Question.RIGHT_WAY: RightWayForm,
}

# Pages that show something before the answers are chosen: the question stands above it.
OWN_HEADING = (Question.CONSENT, Question.RIGHT_WAY, Question.RECORDED)

# What question 7 keeps what is typed for: pages about one item, or one step of a protocol.
FIRST_OF_ONE = {"change": "sharing:item", "remove": "sharing:item-remove", "step": "sharing:protocol-step"}


class QuestionPage(Drafting):
    template_name = "sharing/question.html"

    @cached_property
    def step(self) -> Question:
        try:
            return Question(self.kwargs["number"])
        except ValueError as none_such:
            raise Http404 from none_such

    @cached_property
    def given(self):
        """The answer on file, if there is one."""
        return next((row for row in self.found.answers.all() if row.question == self.step), None)

    def get_form_class(self) -> type[QuestionForm]:
        return FORMS.get(self.step, QuestionForm)

    def get_form_kwargs(self) -> dict:
        told = {"question": self.step, "decision": self.found, "advice": self.advice_given}
        return super().get_form_kwargs() | told

    @cached_property
    def advice_given(self):
        """What was advised about this child, where the answer is in doubt or was."""
        if not (is_doubt(self.given) or (self.given and self.given.advice_id)):
            return None
        given = Advice.objects.visible_to(self.request.user).about_child(self.found.about).answered()
        return given.for_lines()

    def get_initial(self) -> dict:
        return super().get_initial() | (self._as_answered() if self.given else {}) | self._as_left()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Take the answer; or keep what is typed so far, and let something else on the page be done first."""
        if "first" not in request.POST or self.step is not Question.RIGHT_WAY:
            return super().post(request, *args, **kwargs)
        typed = {name: request.POST.getlist(name) for name in RightWayForm.typed if name in request.POST}
        request.session[self._left_under] = typed
        return self._first(*request.POST["first"].partition(" ")[::2])

    def _first(self, what: str, key: str) -> HttpResponse:
        """Go to what is to be done first: of one item or step, or of none."""
        if what in FIRST_OF_ONE and is_key(key):
            return redirect(FIRST_OF_ONE[what], self.found.reference, key)
        return redirect("sharing:copy" if what == "copy" else "sharing:item-new", self.found.reference)

    def _as_left(self) -> dict:
        """What was typed here before something else was done first; shown once."""
        left = self.request.session.pop(self._left_under, {}) if self.request.method == "GET" else {}
        return {name: said if name == "tests_met" else said[0] for name, said in left.items()}

    @property
    def _left_under(self) -> str:
        return f"left at question 7 of {self.found.reference}"

    def _as_answered(self) -> dict:
        row, asked_again = self.given, self.step is Question.CONSENT and self.found.asks_consent_again
        grounds = {ground.kind: ground for ground in self.found.grounds.all()}
        return {
            "answer": "" if asked_again else row.answer,
            "reason": row.reason,
            "at_risk": {True: "yes", False: "no"}.get(row.at_risk),
            "consent": row.consent_id,
            "expected": row.expected,
            "share_anyway": {True: "yes", False: "no"}.get(row.share_anyway),
            "duty": row.duty_id,
            "advice": row.advice_id,
            "grounds": list(grounds),
            **{f"evidence_{kind}": ground.evidence for kind, ground in grounds.items()},
            "other_side": grounds["worse"].other_side if "worse" in grounds else "",
            "tests_met": row.tests_met,
            "route": self.found.route,
            "identity_known_how": self.found.identity_known_how,
        }

    def record(self, form: QuestionForm) -> str:
        draft = answer_question(
            by=self.request.user,
            decision=self.found,
            question=self.step,
            answer=form.cleaned_data["answer"],
            reason=form.cleaned_data["reason"],
            advice=form.cleaned_data.get("advice"),
            **form.seen(),
            **form.details(),
        )
        return url_of_open(draft)

    def get_context_data(self, **kwargs) -> dict:
        path = self.found.path
        skipped = passed_over(path, self.step)
        held = path.hold if self.step is path.open else None
        context = {
            "entry": QUESTIONS[self.step],
            "words": GUIDANCE[self.step],
            "step": self.step,
            "total": len(Question),
            "skipped": skipped,
            "not_asked": f"{numbers(skipped)} not asked" if skipped else "",
        }
        context["own_heading"] = self.step in OWN_HEADING
        context |= {"path": path, "hold": held, "on_hold": f"sharing/parts/hold_{held}.html" if held else ""}
        return super().get_context_data(**context, **kwargs) | self._more(held)

    def _more(self, held: checklist.Hold | None) -> dict:
        """What one question shows that the others do not."""
        return self._asked(held) | self._of_question(held)

    def _asked(self, held: checklist.Hold | None) -> dict:
        if held is not checklist.Hold.SEEK_ADVICE:
            return {}
        asked = Advice.objects.visible_to(self.request.user).at_question(self.found, self.step)
        return {"advice": advice_lines(asked.for_lines())}

    def _of_question(self, held: checklist.Hold | None) -> dict:
        if self.step is Question.RIGHT_WAY:
            met = self.given.tests_met if self.given else []
            items = with_passing(self.found)
            unmet = [test for test in SEVEN_TESTS if test not in met] if held else []
            return {"protocols": protocols_of(self.found), "items": items, "unmet": unmet}
        if self.step is Question.RECORDED:
            open_to = steps(self.found)
            return {
                "missing": [
                    {"words": lack.words, "url": url_of(self.found, lack.step) if lack.step in open_to else ""}
                    for lack in missing_from(self.found)
                ]
            }
        return {}

    def saved(self, shown) -> tuple:
        answered = (answer for answer in shown.questions if answer.number == self.step)
        return next((facts_of(answer) for answer in answered), ())


def facts_of(answer) -> tuple:
    """One presented answer as rows."""
    return (*said(("Answer", answer.answer), ("Reasons", answer.reason), ("Saved by", answer.by)), *answer.details)
