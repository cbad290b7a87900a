"""The product's addresses, and those of what it is measured against."""

from django.urls import include, path

from neston_sharing.operations.benchmark import stock
from neston_sharing.operations.benchmark.yardsticks import HAS_FORMTOOLS
from neston_sharing.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]

measured: list = [
    path("nothing/", stock.nothing, name="nothing"),
    path("stock/", stock.plain.urls),
    path("tuned/", stock.tuned.urls),
]
if HAS_FORMTOOLS:
    from neston_sharing.operations.benchmark import stock_wizard

    measured.append(path("wizard/", include(stock_wizard.urlpatterns)))
urlpatterns = [path("benchmark/", include(measured)), *urlpatterns]
