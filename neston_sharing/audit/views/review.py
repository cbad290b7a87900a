import secrets
from dataclasses import astuple

from django.urls import reverse

from neston_sharing.audit.forms import ReviewForm
from neston_sharing.audit.models import Review
from neston_sharing.audit.reviewing import MAY, Overview, Shown, overview, sign_off
from neston_sharing.audit.reviews_told import told as earlier
from neston_sharing.foundation.views import RecordingView

EARLIER = 5
SHOWN, KEPT = "reviews_shown", 5  # in the session, where its reader does not read what is shut to them


class ReviewPage(RecordingView):
    """What has happened since the last review, odd things first; signed off by whoever has read it."""

    may = MAY
    form_class = ReviewForm
    template_name = "audit/review.html"
    success_message = "The review is signed off. The next one begins here."

    def get_context_data(self, **kwargs) -> dict:
        form = kwargs.pop("form", None) or self.get_form()
        told = self._tell(form)
        before = earlier(Review.objects.newest(EARLIER), self.request.user)
        return super().get_context_data(form=form, told=told, earlier=before, **kwargs)

    def record(self, form: ReviewForm) -> str:
        sign_off(by=self.request.user, shown=self._shown(form.was_shown), notes=form.cleaned_data["notes"])
        return reverse("audit:review")

    def _tell(self, form: ReviewForm) -> Overview:
        """Tell what a form that came back with errors was about; a new one, and one refused, is about all until now."""
        read = self._shown(form.was_shown)
        told = overview(self.request.user, read.until if read and form.errors and not form.refused else None)
        form.show(self._keep(told.shown), anew=form.refused or read is None or read.lacks(told.shown))
        return told

    def _keep(self, shown: Shown) -> str:
        name = secrets.token_urlsafe(12)
        kept = [*self.request.session.get(SHOWN, {}).items(), (name, astuple(shown))]
        self.request.session[SHOWN] = dict(kept[-KEPT:])
        return name

    def _shown(self, name: str) -> Shown | None:
        kept = self.request.session.get(SHOWN, {}).get(name)
        return Shown(*kept) if kept else None
