"""The shape of the house: imports point one way, files stay small, CSS knows no left and right."""

import ast
import importlib.machinery
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
# Each package may import itself and what stands to its right; packages of one level do not import each other.
LEVELS = [("config",), ("desks", "exchange"), ("home",), ("search",), ("directory",)]
LEVEL_OF = {package: number for number, level in enumerate(LEVELS) for package in level}
SOURCES = {package: ROOT / package for package in LEVEL_OF} | {"config": ROOT / "site" / "config"}
LONGEST_FILE = 400
LONGEST_SETTINGS = 200
PHYSICAL_CSS = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius\b"
    r"|(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b)"
)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)


def python_files(folder):
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def imports_of(tree):
    """(line, first part of the module) of every import, also of those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "import_module":
            yield from ((node.lineno, str(arg.value).partition(".")[0]) for arg in node.args[:1] if is_text(arg))


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def wrong_arrows(package, source, name):
    for line, imported in imports_of(ast.parse(source)):
        upwards = imported in LEVEL_OF and imported != package and LEVEL_OF[imported] <= LEVEL_OF[package]
        if upwards or imported == "tests":
            yield f"{name}:{line} {package} imports {imported}"


@pytest.mark.parametrize("package", SOURCES)
def test_imports_point_one_way(package):
    wrong = [
        arrow
        for path in python_files(SOURCES[package])
        for arrow in wrong_arrows(package, path.read_text(), path.relative_to(ROOT))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("directory", "from search.query import SearchQuery"),
        ("search", "def f():\n    import home.models"),
        ("home", "from exchange import profiles"),
        ("directory", "from importlib import import_module\nimport_module('search.indexer')"),
        ("home", "from tests.factories import make_offer"),
    ],
)
def test_a_wrong_arrow_is_found(package, source):
    assert list(wrong_arrows(package, source, "example.py"))


def test_every_package_of_ours_has_a_level():
    ours = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert ours <= LEVEL_OF.keys()


@pytest.mark.parametrize("folder", ["site", "locale"])
def test_folders_beside_the_packages_are_not_packages(folder):
    assert not (ROOT / folder / "__init__.py").exists()


def test_nothing_but_config_can_be_imported_from_site():
    endings = tuple(importlib.machinery.all_suffixes())
    # gunicorn.conf.py has a dot in its name, so no import statement reaches it.
    modules = {path.name for path in (ROOT / "site").glob("*") if path.name.endswith(endings)} - {"gunicorn.conf.py"}
    packages = {path.parent.name for path in (ROOT / "site").glob("*/__init__.py")}
    assert (modules, packages) == (set(), {"config"})


def long_files(limit, *patterns):
    for folder in [*SOURCES.values(), ROOT / "templates", ROOT / "site" / "static", ROOT / "tests", ROOT / "tools"]:
        for pattern in patterns:
            for path in folder.rglob(pattern):
                lines = len(path.read_text(errors="replace").splitlines())
                if lines > limit and "migrations" not in path.parts:
                    yield f"{path.relative_to(ROOT)}: {lines} lines"


def test_no_file_is_longer_than_four_hundred_lines():
    assert not list(long_files(LONGEST_FILE, "*.py", "*.html", "*.js"))


def test_the_stylesheet_stays_below_eight_hundred_lines():
    assert not list(long_files(800, "*.css"))


def test_base_settings_stay_small():
    base = ROOT / "site" / "config" / "settings" / "base.py"
    assert len(base.read_text().splitlines()) < LONGEST_SETTINGS


def physical_properties(css, name):
    blank = CSS_COMMENT.sub(lambda match: "\n" * match.group().count("\n"), css)
    for number, line in enumerate(blank.splitlines(), 1):
        if PHYSICAL_CSS.search(line):
            yield f"{name}:{number} {line.strip()}"


def test_style_sheets_name_no_left_or_right():
    found = [
        hit
        for path in sorted((ROOT / "site" / "static").rglob("*.css"))
        for hit in physical_properties(path.read_text(), path.relative_to(ROOT))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("css", ["a { margin-left: 1px }", "a {left:0}", "a { text-align: right; }", "a{float:left}"])
def test_a_physical_property_is_found(css):
    assert list(physical_properties(css, "example.css"))


@pytest.mark.parametrize(
    "css", ["a { margin-inline-start: 0 }", ".turn-left { inset: 0 }", "/* left: no */", ".a-right:hover{}"]
)
def test_a_logical_property_is_not_found(css):
    assert not list(physical_properties(css, "example.css"))


def language_literals(source, name, codes):
    """Language codes written inside functions. Tables at the top of a module (lemma data by language, column names
    of a source) are data and may name languages."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from {f"{name}:{n.lineno} {n.value!r}" for n in ast.walk(function) if is_text(n) and n.value in codes}


def test_no_code_branches_on_a_language():
    """Code treats all languages of `settings.LANGUAGES` alike. German may be named, because the data model promises
    German words; Einfache Sprache, because rules of its own hold for it."""
    codes = {code for code, _name in settings.LANGUAGES} - {"de", "de-simple"}
    files = [path for package in LEVEL_OF if package != "config" for path in python_files(SOURCES[package])]
    found = [hit for path in files for hit in language_literals(path.read_text(), path.relative_to(ROOT), codes)]
    assert not found, "\n".join(found)


def test_a_language_code_inside_a_function_is_found():
    assert list(language_literals("def f(code):\n    return code == 'ar'", "example.py", {"ar"}))
