from django.http import HttpResponse


def as_file(content: bytes, name: str) -> HttpResponse:
    """Answer with a list, as `spreadsheet.written` gives it, to be saved under this name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
