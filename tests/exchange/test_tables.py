"""Tables and workbooks as they come: cut off, ragged, hostile."""

import io
import re
import struct
import zipfile

import pytest

from exchange.formats import workbooks
from exchange.formats.files import UnreadableInput
from exchange.formats.record_files import FileOptions
from exchange.formats.records import read_records, sniff
from tests.exchange.invented_towns import OBERSEE_ROW, workbook

OPTIONS = FileOptions()


def read(text, **options):
    content = text if isinstance(text, bytes) else text.encode()
    return read_records(content, "", FileOptions(**options)).records


def test_rows_become_records_with_their_line():
    first, second = read('a;b\n1;"zwei\nZeilen"\n\n3;4\n')
    assert (first.values, first.line) == ({"a": "1", "b": "zwei\nZeilen"}, 2)
    assert (second.values, second.line) == ({"a": "3", "b": "4"}, 5)


@pytest.mark.parametrize("row", ["1,2", "1,2,3,4"])
def test_a_row_with_too_few_or_too_many_columns_is_marked(row):
    assert "columns, the header has 3" in read(f"a,b,c\n{row}\n")[0].problem


def test_empty_cells_beyond_the_header_do_no_harm():
    assert read("a,b\n1,2,,\n")[0].problem == ""


def test_commas_in_words_do_not_hide_the_real_delimiter():
    assert read("a;b\neins, zwei, drei;2\nvier, fünf;3\n")[0].values == {"a": "eins, zwei, drei", "b": "2"}


def test_excels_line_about_the_delimiter_is_obeyed():
    assert read("sep=|\na|b\n1|2\n")[0].values == {"a": "1", "b": "2"}


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(UnreadableInput, match="Several columns are called a"):
        read("a,a\n1,2\n")


def test_a_quotation_mark_that_never_ends_is_refused_with_its_line():
    with pytest.raises(UnreadableInput, match="quotation mark"):
        read('a,b\n1,"' + "x" * 2_000_000)


def test_nul_bytes_are_refused():
    with pytest.raises(UnreadableInput, match="NUL"):
        read(b"a,b\n1,\x00\n")


def test_a_named_encoding_is_used():
    assert read("a,b\nKöln,2\n".encode("cp850"), encoding="cp850")[0].values["a"] == "Köln"


@pytest.mark.parametrize("encoding", ["utf-16-magic", "ascii"])
def test_a_wrong_encoding_is_named(encoding):
    with pytest.raises(UnreadableInput, match=f"not in the encoding {encoding}"):
        read("a,b\nKöln,2\n", encoding=encoding)


def test_a_workbook_is_recognised_by_its_content():
    assert sniff(workbook()) == "xlsx"
    with pytest.raises(UnreadableInput, match="Excel workbook, but file.format"):
        read_records(workbook(), "csv", OPTIONS)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_a_workbook_that_is_cut_off_is_refused(part):
    content = workbook(*[OBERSEE_ROW] * 50)
    with pytest.raises(UnreadableInput, match="cut off"):
        read(content[: int(len(content) * part)])


@pytest.mark.parametrize("position", range(40, 4000, 400))
def test_a_workbook_with_broken_bytes_is_read_or_refused(position):
    content = bytearray(workbook(*[OBERSEE_ROW] * 50))
    content[position : position + 40] = b"\xff" * 40
    try:
        read(bytes(content))
    except UnreadableInput as error:
        assert "." in str(error)


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 1_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 5_000_000)
    with pytest.raises(UnreadableInput, match="when unpacked"):
        read(packed.getvalue())


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(workbook())
    for entry in re.finditer(b"PK\x01\x02", bytes(content)):
        content[entry.start() + 24 : entry.start() + 28] = struct.pack("<I", 10)
    with pytest.raises(UnreadableInput):
        read(bytes(content), sheet="Angebote", header=3)


def test_a_zip_archive_is_no_workbook():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("list.csv", "a,b")
    with pytest.raises(UnreadableInput, match="not an Excel workbook"):
        read(packed.getvalue())


def test_the_old_excel_form_is_refused_with_a_way_out():
    with pytest.raises(UnreadableInput, match="Save it as .xlsx"):
        read(b"\xd0\xcf\x11\xe0" + b"\0" * 1000)


def test_a_missing_sheet_is_named_with_those_that_are_there():
    with pytest.raises(UnreadableInput, match="no sheet Kurse. It has: Hinweise, Angebote"):
        read(workbook(), sheet="Kurse")
