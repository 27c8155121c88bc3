from collections import Counter

import pytest

from exchange.pages.links import Links
from exchange.pages.profiles import load_page_profile
from exchange.pages.texts import as_edited, to_blocks


@pytest.fixture
def links():
    paths = ["/testburg/de/wohnen/wohngeld", "/testburg/de/geld/konto", "/testburg/de/recht/konto"]
    return Links(load_page_profile("integreat"), [(path, number) for number, path in enumerate(paths, start=900001)])


def html(text, links, counts=None):
    return "".join(
        str(block["value"]) for block in to_blocks(text, links.resolve, Counter() if counts is None else counts)
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p style='x' class='y'>Text</p>", "<p>Text</p>"),
        ("<div>Eins<div>Zwei</div></div>", "<p>Eins</p><p>Zwei</p>"),
        ("<p>&nbsp;</p><p> a <br>\n b </p>", "<p>a<br/>b</p>"),
        ("<p><strong>Fett</strong> und <em>schräg</em></p>", "<p><b>Fett</b> und <i>schräg</i></p>"),
        ("<script>alert(1)</script><style>p{}</style><iframe src='x'></iframe>", ""),
        ("<p>a<img src='https://example.org/x.png'>b</p>", "<p>ab</p>"),
        ("<h4>Zwei</h4><h5>Drei</h5><h4>Zwei</h4>", "<h2>Zwei</h2><h3>Drei</h3><h2>Zwei</h2>"),
        ("<h4>Zuerst tief</h4><h2>Dann hoch</h2>", "<h2>Zuerst tief</h2><h2>Dann hoch</h2>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<table><tr><td><p>Nur Platz</p></td></tr></table>", "<p>Nur Platz</p>"),
        ("<p>a &lt; b &amp; c</p>", "<p>a &lt; b &amp; c</p>"),
        ("<p>x‮y</p>", "<p>xy</p>"),
    ],
)
def test_only_words_lists_and_headings_come_through(links, text, expected):
    assert html(text, links) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a?b=1&c=2", 'href="https://example.org/a?b=1&amp;c=2"'),
        ("tel:030 23125-100", 'href="tel:03023125100"'),
        ("mailto:amt@example.org", 'href="mailto:amt@example.org"'),
        ("https://integreat.app/testburg/de/wohnen/wohngeld/", 'id="900001" linktype="page"'),
        ("https://integreat.app/testburg/de/fr%C3%BCher/wohngeld", 'id="900001" linktype="page"'),
        ("/testburg/de/wohnen/wohngeld/", 'id="900001" linktype="page"'),
        ("https://integreat.app/testburg/de/alt/konto/", 'href="https://integreat.app/testburg/de/alt/konto/"'),
        ("https://integreat.app/tel:", ""),
        ("https://integreat.app/mailto:", ""),
        ("mailto:", ""),
        ("tel:", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("http://[", ""),
        ("#oben", ""),
        ("", ""),
    ],
)
def test_links_lead_to_our_pages_to_others_or_nowhere(links, address, expected):
    assert links.resolve(address) == expected


@pytest.mark.django_db
def test_tables_keep_headings_cells_and_what_reaches_over_several(links):
    text = "<table><tr><th>A</th><th>B</th></tr><tr><td rowspan='2'>1</td><td>2</td></tr><tr><td>3</td></tr></table>"
    (block,) = to_blocks(text, links.resolve, Counter())
    assert [column["heading"] for column in block["value"]["columns"]] == ["A", "B"]
    assert [row["values"] for row in block["value"]["rows"]] == [["<p>1</p>", "<p>2</p>"], ["", "<p>3</p>"]]


@pytest.mark.django_db
def test_blocks_are_as_the_editor_stores_them(links):
    text = "<p><strong> Fett </strong><a href='https://example.org/'> Link </a></p><ul><li>a</li></ul><h3>T</h3>"
    blocks = to_blocks(text, links.resolve, Counter())
    assert [as_edited(block) for block in blocks] == blocks


@pytest.mark.django_db
def test_what_was_left_out_is_counted(links):
    counts = Counter()
    html("<img src='a'><img src='b'><a href='#x'>y</a>", links, counts)
    assert counts == {"images left out": 2, "links without a goal left out": 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    ["<div>" * 5000 + "tief", "<ul><li>" * 400 + "tief", "<b>" * 5000 + "tief", "<table><tr><td>" * 300 + "tief"],
)
def test_deep_nesting_does_no_harm(links, text):
    html(text, links)
