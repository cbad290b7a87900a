from neston_sharing.foundation.forms import Form
from neston_sharing.staff.actions import take_away_second_factor
from neston_sharing.staff.views.people import Confirmed, signed_in


class TakeAwaySecondFactor(Confirmed):
    template_name = "staff/take_away_second_factor.html"
    success_message = "They set up a new second factor when they next sign in."

    def record(self, form: Form) -> str:
        return take_away_second_factor(by=signed_in(self.request), user=self.found).get_absolute_url()
