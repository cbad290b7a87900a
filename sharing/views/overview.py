"""How much of what there is, for those who run the setting: a page, a list, and a report to the committee."""

from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from neston_sharing.audit.witness import downloaded
from neston_sharing.foundation import pdf
from neston_sharing.foundation.lists.sending import as_file
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.views import May, Page
from sharing.forms.overview import PeriodFilter, TermFilter
from sharing.overview.gathering import gather, gather_figures
from sharing.presenters.overview import as_list, figures, pictures_of, report, sections, tables_of

SEE, FIGURES = "sharing.see_overview", "sharing.see_figures"


class Overview(Page):
    may = SEE
    template_name = "sharing/overview/page.html"

    def get_context_data(self, **kwargs) -> dict:
        form = PeriodFilter(self.request.GET)
        gathered = gather(self.request.user, form.chosen())
        waits, *others = sections(tables_of(gathered))
        return super().get_context_data(
            filter_form=form,
            period=gathered.period,
            term=form.chosen_term(),
            figures=figures(gathered),
            waits=waits,
            sections=others,
            **kwargs,
        )


class Figures(Page):
    """What the committee's report says of a term, on a page: for whoever sees nothing behind the numbers."""

    may = FIGURES
    template_name = "sharing/overview/figures.html"

    def get_context_data(self, **kwargs) -> dict:
        form = TermFilter(self.request.GET)
        told = report(gather_figures(self.request.user, form.chosen_term()))
        return super().get_context_data(filter_form=form, **told, **kwargs)


class NumbersCsv(May, View):
    may = SEE

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        period = PeriodFilter(request.GET).chosen()
        return as_file(as_list(gather(request.user, period)), f"overview-{period.code}.csv")


class ReportPdf(May, pdf.ProducesPdf, View):
    """A term, for the committee: no names, and no number so small that it tells of one family."""

    may = (SEE, FIGURES)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        term = PeriodFilter(request.GET).chosen_term()
        told = report(gather_figures(request.user, term)) | {"setting": Setting.objects.current()}
        return downloaded(
            "pdf/overview.html",
            told,
            by=request.user,
            filename=f"report-{term.code}.pdf",
            title=f"Report to the committee: {term.title}",
            images=pictures_of(told["sections"]),
        )
