from neston_sharing.foundation.views import SIGNED_IN, Page


class Home(Page):
    """What waits for me, and the three things that I do most."""

    may = SIGNED_IN
    template_name = "sharing/home.html"
