"""The eight questions as a poster for the staff room, from the checklist's table alone."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.generic import View

from neston_sharing.audit.witness import downloaded
from neston_sharing.foundation import pdf
from neston_sharing.foundation.views import SIGNED_IN, May
from sharing.checklist import QUESTIONS
from sharing.path_picture import ways_of, whole_flow

TITLE = "Before we share: the eight questions"


class PosterPdf(May, pdf.ProducesPdf, View):
    may = SIGNED_IN

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        flow = whole_flow()
        questions = [(question.number, entry, ways_of(question)) for question, entry in QUESTIONS.items()]
        drawn = render_to_string("components/path.svg", {"picture": flow}).encode()
        return downloaded(
            "pdf/poster.html",
            {"flow": flow, "questions": questions},
            by=request.user,
            filename="eight-questions.pdf",
            title=TITLE,
            images={"flow.svg": drawn},
        )
