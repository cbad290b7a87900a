"""What comes in as a file is pages or a picture, and nothing that could act (trust: edges)."""

import io
import re
import resource
import signal
import struct
import subprocess
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

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


def launch(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


def filled_in_by_xfa(made):
    form = made.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=form)


def pinned_file(made):
    pin = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9])
    made.pages[0].Annots = pikepdf.Array([made.make_indirect(pin)])


def link_after_the_first_page(made):
    goes_on = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org")
    first = pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit])
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=first, Next=goes_on)


def file_in_no_list(made):
    carried = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="a.exe", EF={"/F": made.make_stream(b"MZ")})
    made.Root.PieceInfo = pikepdf.Dictionary(Other=carried)


def page_from_elsewhere(made):
    content = made.make_stream(b"")
    content.F = "https://example.org/page"
    made.pages[0].obj.Contents = content


def picture_from_elsewhere(made):
    drawn = made.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    drawn.Ref = pikepdf.Dictionary(F="other.pdf", Page=0)
    made.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Drawn=drawn))


ACTING = [script, link, names, attachment, page_action, launch, filled_in_by_xfa, pinned_file]
ACTING += [link_after_the_first_page, file_in_no_list, page_from_elsewhere, picture_from_elsewhere]


@pytest.mark.parametrize("change", ACTING)
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


def unfolding(megabytes: int, begins: bytes = b"<</A 1>>", filled_with: bytes = b"  ") -> bytes:
    """Write a PDF by hand whose object stream unfolds into so much."""
    squeeze = zlib.compressobj(9)
    packed = squeeze.compress(b"5 0 " + begins)
    packed += b"".join(squeeze.compress(filled_with * 2**19) for _ in range(megabytes)) + squeeze.flush()
    return with_object_stream(packed)


def with_object_stream(packed: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Type/ObjStm/N 1/First 4/Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    made, places = b"%PDF-1.5\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    rows = [(0, 0, 65535), *((1, place, 0) for place in places), (2, 4, 0), (1, len(made), 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    head = b"<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>" % len(table)
    return made + b"6 0 obj\n%bstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (head, table, len(made))


def most_memory() -> int:
    """Give the bytes that any process which was begun here has taken at most, this one included."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * 1024


def test_a_pdf_that_unfolds_into_little_is_as_any_other():
    assert uploads.checked(posted(unfolding(1)), field="scan").pages == 1


def test_a_small_pdf_that_unfolds_into_hundreds_of_megabytes_is_refused_and_takes_fewer():
    content, before = unfolding(600), most_memory()
    assert len(content) < 2**20
    refused(content, "cannot be read")
    assert most_memory() < max(before + 50 * 2**20, 300 * 2**20)


@pytest.mark.parametrize(
    "content",
    [
        unfolding(40, b"<</JS [", b"/A"),  # more objects than there is memory for
        unfolding(1, b"<</JS [", b"[["),  # too deep to be read
        with_object_stream(zlib.compress(b"5 0 <</JS (app.alert(1))>>" + b" " * 9000)[:-20]),
    ],
    ids=["too much", "too deep", "cut off"],
)
def test_what_could_not_be_looked_at_is_not_taken_for_nothing(content):
    refused(content, "cannot be read|holds more than pages")


def test_nor_is_it_joined_with_others():
    with pytest.raises(Refusal, match="cannot be read"):
        joined(picture(), unfolding(300))


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "LONGEST", 0.01)
    refused(pdf(), "cannot be read")


def test_a_pdf_that_ends_what_reads_it_is_refused_and_the_program_s_log_says_so(monkeypatch, caplog):
    killed = subprocess.CompletedProcess([], -signal.SIGSEGV, stdout=b"", stderr=b"a name")
    monkeypatch.setattr(uploads.subprocess, "run", lambda *told, **how: killed)
    refused(pdf(), "cannot be read")
    assert ("-11" in caplog.text, "a name" in caplog.text) == (True, False)


def test_what_looks_through_it_is_told_of_no_key(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for this")
    run, told = subprocess.run, []
    monkeypatch.setattr(uploads.subprocess, "run", lambda *given, **how: told.append(how) or run(*given, **how))
    assert uploads.checked(posted(pdf()), field="scan")
    assert "not for this" not in str(told[0]["env"])


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("a.exe", b"MZ")
    return out.getvalue()


SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90", SVG, b"GIF89a", zipped(), b"<html>" + pdf(), b"\x00" + picture("PNG")]
)
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


def test_where_a_photograph_was_taken_is_not_kept():
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (53.0, 17.0, 28.0), 3: "W", 4: (3.0, 3.0, 35.0)})
    content = picture(exif=exif)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    for kept in (uploads.checked(posted(content), field="scan").content, joined(content).content):
        assert b"Exif" not in kept
    assert not Image.open(io.BytesIO(uploads.checked(posted(content), field="scan").content)).getexif()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *more: bytes) -> bytes:
    """Write one by hand, whose head may promise what is not there."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (2**31 - 1, 2**31 - 1), (1, 50_000_001)])
def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused_unopened(width, height):
    content = png(width, height)
    assert len(content) < 200
    refused(content, "too many points|cannot be read")


def test_a_small_file_that_unfolds_into_a_huge_text_is_refused():
    refused(png(1, 1, chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"0" * 100_000_000))), "cannot be read")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_was_cut_off_is_refused(kind):
    content = picture(kind, size=(400, 400), **({} if kind == "PNG" else {"quality": 95}))
    refused(content[: len(content) // 2], "cannot be read")


def test_cutting_a_pdf_off_hides_nothing_that_acts():
    content = pdf(script)
    for end in range(100, len(content), 50):
        with pytest.raises(Refusal):
            uploads.checked(posted(content[:end]), field="scan")


def test_what_hangs_behind_a_picture_is_cut_off():
    upload = uploads.checked(posted(picture("PNG") + b"PK\x03\x04 a zip file"), field="scan")
    assert b"zip" not in upload.content


def test_a_picture_that_unfolds_into_too_many_points_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_PIXELS", 100)
    refused(picture(), "too many points")


def test_more_than_ten_megabytes_are_refused_and_ten_are_not():
    content = pdf()
    whole = content + b"\n" * (uploads.LARGEST - len(content))
    refused(whole + b"\n", "larger than 10 MB")
    assert len(uploads.checked(posted(whole), field="scan").content) == 10 * 1024 * 1024


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


@pytest.mark.parametrize(
    "name",
    [
        "Amelia Hart.jpg",
        "../../../etc/passwd",
        "..\\..\\a.jpg",
        "/etc/cron.d/x",
        "a\x00.exe",
        "CON",
        "x" * 5000,
        "\u202egpj.exe",
    ],
)
def test_it_is_stored_under_a_name_that_is_ours_and_says_nothing(name):
    file = posted(picture())
    file._name = name  # past what Django makes of it
    upload = uploads.checked(file, field="scan")
    assert re.fullmatch(r"[0-9a-f]{32}\.jpg", upload.stored().name)
    assert upload.stored().name != upload.stored().name
