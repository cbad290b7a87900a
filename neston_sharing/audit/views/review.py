from django.urls import reverse

from neston_sharing.audit.forms import ReviewForm
from neston_sharing.audit.models import Review
from neston_sharing.audit.reviewing import MAY, overview, sign_off
from neston_sharing.audit.reviews_told import told as earlier
from neston_sharing.foundation.views import RecordingView

EARLIER = 5


class ReviewPage(RecordingView):
    """What has happened since the last review, odd things first; signed off by whoever has read it."""

    may = MAY
    form_class = ReviewForm
    template_name = "audit/review.html"
    success_message = "The review is signed off. The next one begins here."

    def get_context_data(self, **kwargs) -> dict:
        form = kwargs.pop("form", None) or self.get_form()
        told = overview(self.request.user, form.shown_until)
        form.show(told.until, told.mark)
        before = earlier(Review.objects.newest(EARLIER), self.request.user)
        return super().get_context_data(form=form, told=told, earlier=before, **kwargs)

    def record(self, form: ReviewForm) -> str:
        said = {name: form.cleaned_data[name] for name in ("until", "seen", "notes")}
        sign_off(by=self.request.user, **said)
        return reverse("audit:review")
