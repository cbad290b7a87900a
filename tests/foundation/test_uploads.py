"""What comes in as a file is pages or a picture, and nothing that could act (trust: edges)."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from neston_sharing.foundation import uploads
from neston_sharing.foundation.actions import Refusal


def posted(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pdf(change=lambda pdf: None, **kwargs) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    made.save(out, **kwargs)
    return out.getvalue()


def picture(kind: str = "JPEG", size=(40, 20), **kwargs) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **kwargs)
    return out.getvalue()


def refused(content: bytes, match: str) -> None:
    with pytest.raises(Refusal, match=match) as caught:
        uploads.checked(posted(content), field="scan")
    assert caught.value.field == "scan"


def test_a_plain_pdf_is_kept_byte_for_byte():
    content = pdf()
    upload = uploads.checked(posted(content), field="scan")
    assert (upload.content, upload.suffix) == (content, ".pdf")


def test_a_scanners_way_of_opening_at_the_first_page_is_no_action():
    def first_page(made):
        made.Root.OpenAction = pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit])

    assert uploads.checked(posted(pdf(first_page)), field="scan")


def script(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def link(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org")


def names(made):
    made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))


def attachment(made):
    made.attachments["a.txt"] = b"hidden"


def page_action(made):
    made.pages[0].AA = pikepdf.Dictionary(O=made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Launch)))


@pytest.mark.parametrize("change", [script, link, names, attachment, page_action])
@pytest.mark.parametrize("hidden", [False, True], ids=["plain", "in object streams"])
def test_a_pdf_that_acts_or_carries_something_is_refused(change, hidden):
    mode = pikepdf.ObjectStreamMode.generate if hidden else pikepdf.ObjectStreamMode.disable
    refused(pdf(change, object_stream_mode=mode), "holds more than pages")


def test_a_locked_pdf_is_refused():
    refused(pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "password")
    refused(pdf(encryption=pikepdf.Encryption(owner="o", user="")), "password")


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"\xff\xd8\xff broken", b"\x89PNG\r\n\x1a\n broken"])
def test_a_damaged_file_is_refused_in_words(content):
    refused(content, "cannot be read")


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<svg/>", b"GIF89a", b"PK\x03\x04", b"<html>%PDF-"])
def test_other_kinds_are_refused_whatever_they_are_called(content):
    refused(content, "PDF, or a photograph")


def test_a_picture_is_painted_anew_without_its_metadata():
    exif = Image.Exif()
    exif[0x010F] = "Maker of the camera"
    content = picture(exif=exif, comment=b"at home")
    upload = uploads.checked(posted(content, "x.png"), field="scan")
    assert upload.suffix == ".jpg"
    assert b"Maker" in content
    assert b"Maker" not in upload.content
    assert b"at home" not in upload.content


def test_what_hangs_behind_a_picture_is_cut_off():
    upload = uploads.checked(posted(picture("PNG") + b"PK\x03\x04 a zip file"), field="scan")
    assert b"zip" not in upload.content


def test_a_picture_that_unfolds_into_too_many_points_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_PIXELS", 100)
    refused(picture(), "too many points")


def test_more_than_ten_megabytes_are_refused():
    refused(b"%PDF-" + b"0" * uploads.LARGEST, "larger than 10 MB")


def test_a_file_counts_as_large_as_what_it_holds():
    file = posted(b"%PDF-" + b"0" * uploads.LARGEST)
    file.size = 1
    with pytest.raises(Refusal, match="larger than 10 MB"):
        uploads.checked(file, field="scan")


def joined(*contents: bytes) -> uploads.Upload:
    return uploads.together([posted(content) for content in contents], field="scan")


def test_photographs_and_pdfs_of_one_form_become_one_pdf_in_their_order():
    upload = joined(picture(size=(40, 20)), pdf(), picture("PNG", size=(20, 40)))
    assert (upload.suffix, upload.pages) == (".pdf", 3)
    with pikepdf.open(io.BytesIO(upload.content)) as made:
        shapes = [tuple(int(edge) for edge in page.mediabox[2:]) for page in made.pages]
    assert shapes == [(842, 421), (612, 792), (421, 842)]


def test_what_is_joined_is_sound_itself():
    assert uploads.checked(posted(joined(picture(), pdf()).content), field="scan").pages == 2


def test_a_photograph_alone_is_a_page_and_a_pdf_alone_stays_as_it_is():
    assert (joined(picture()).suffix, joined(picture()).pages) == (".pdf", 1)
    content = pdf(lambda made: made.add_blank_page())
    assert (joined(content).content, joined(content).pages) == (content, 2)


def test_a_large_photograph_is_made_smaller_for_its_page():
    with pikepdf.open(io.BytesIO(joined(picture(size=(4000, 3000))).content)) as made:
        shown = made.pages[0].Resources.XObject.Page
    assert (int(shown.Width), int(shown.Height)) == (2400, 1800)


@pytest.mark.parametrize(
    ("contents", "match"),
    [
        ([], "every page"),
        ([picture()] * 21, "more than 20 pages"),
        ([pdf(lambda made: [made.add_blank_page() for _ in range(20)])], "more than 20 pages"),
        ([pdf(), pdf(lambda made: [made.add_blank_page() for _ in range(19)])], "more than 20 pages"),
        ([picture(), b"GIF89a"], "PDF, or a photograph"),
        ([picture(), pdf(script)], "holds more than pages"),
        ([picture(), b"%PDF-" + b"0" * uploads.LARGEST], "larger than 10 MB"),
    ],
)
def test_one_page_that_is_not_sound_refuses_them_all(contents, match):
    with pytest.raises(Refusal, match=match) as caught:
        joined(*contents)
    assert caught.value.field == "scan"


def test_it_is_stored_under_a_name_that_says_nothing():
    upload = uploads.checked(posted(picture(), "Amelia Hart.jpg"), field="scan")
    assert "Amelia" not in upload.stored().name
    assert upload.stored().name != upload.stored().name
