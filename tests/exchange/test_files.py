import io
import os
import sys
from types import SimpleNamespace

import pytest

from exchange.formats import files
from exchange.formats.files import UnreadableInput, decode, load_json, read_bytes, storable


def test_a_file_is_read_as_it_is(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert read_bytes(str(tmp_path / "a")) == b"abc"


def test_a_dash_reads_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"abc")))
    assert read_bytes("-") == b"abc"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableInput, match="no file .*nowhere"):
        read_bytes(str(tmp_path / "nowhere"))


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(UnreadableInput, match="is a folder"):
        read_bytes(str(tmp_path))


def test_a_path_with_nul_is_refused():
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read_bytes("a\0b")


def test_a_file_of_100_mb_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES)
    with pytest.raises(UnreadableInput, match="smaller than 100 MB"):
        read_bytes(str(path))


def test_endless_standard_input_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 5_000_000)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(bytes(6_000_000))))
    with pytest.raises(UnreadableInput, match="too big"):
        read_bytes("-")


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "growing"
    path.write_bytes(b"abc")
    real = os.fstat

    def grow_after_the_first_look(number):
        seen = real(number)
        with path.open("ab") as file:
            file.write(b"d")
        return seen

    monkeypatch.setattr(files.os, "fstat", grow_after_the_first_look)
    with pytest.raises(UnreadableInput, match="changed while it was read"):
        read_bytes(str(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_files_are_read_without_a_warning(encoding):
    decoded = decode("Westliche Höhe".encode(encoding))
    assert (decoded.text, decoded.warning) == ("Westliche Höhe", "")


def test_big_endian_utf_16_is_read():
    assert decode(b"\xfe\xff" + "Höhe".encode("utf-16-be")).text == "Höhe"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_western_files_are_read_with_a_warning(encoding):
    decoded = decode("Westliche Höhe, Süd".encode(encoding))
    assert decoded.text == "Westliche Höhe, Süd"
    assert "not UTF-8" in decoded.warning


def test_one_broken_byte_does_not_make_a_file_western():
    with pytest.raises(UnreadableInput, match="broken in line 2"):
        decode("Höhe, Süd, Öd\nWei\xdf".encode() + b"\xff\n" + "äöü".encode())


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(content):
    with pytest.raises(UnreadableInput, match="empty"):
        decode(content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'{"a": 1}\0\0', "NUL"),
        ("Höhe".encode("utf-16-le"), "NUL"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x1f\x8brest", "gzip"),
        (bytes(range(1, 32)) * 9, "binary"),
        (b"\xff\xfea", "broken at byte"),
    ],
)
def test_what_is_no_text_is_refused(content, what):
    with pytest.raises(UnreadableInput, match=what):
        decode(content)


def test_broken_json_is_named_by_line_and_column():
    with pytest.raises(UnreadableInput, match=r"line 2, column 1\b"):
        load_json('{"a": 1,\n]')


def test_truncated_json_is_called_cut_off():
    with pytest.raises(UnreadableInput, match="cut off"):
        load_json('{"a": [1, ')


def test_endless_nesting_is_refused():
    with pytest.raises(UnreadableInput, match="nested too deeply"):
        load_json("[" * 200_000)


def test_a_number_of_ten_thousand_digits_is_refused():
    with pytest.raises(UnreadableInput, match="number that is too long"):
        load_json("1" * 10_000)


def test_stored_text_has_composed_letters_and_no_control_characters():
    assert storable(" Ho\u0308he\0\ud800\x07 ") == "Höhe"
