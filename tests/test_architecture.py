"""The shape of the code: who may import whom, and how long anything may be."""

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import dateline

ROOT = Path(dateline.__file__).parent

# From the ground up. A module may import those of the layers below its own, and its own package.
LAYERS = (
    {"errors"},
    {"records"},
    {"text", "codec", "config", "moments", "months", "decoding", "gazetteer", "intervals", "schedules"},
    {"languages", "editions", "store", "fetching"},
    {
        "sources",
        "extract",
        "dedupe",
        "search",
        "stories",
        "reading",
        "situations",
        "measures",
        "outlook",
        "checking",
        "briefs",
        "charts",
        "writers",
    },
    {"run"},
    {"shell", "demo", "doctor", "wire"},
    {"cli", "web", "mcp"},
    {"__init__", "__main__"},
)
LEVEL = {name: number for number, layer in enumerate(LAYERS) for name in layer}
STAGES = LAYERS[4]

# What goes across or past the layers, and why it may.
EXCEPTIONS = {
    ("codec", "moments"): "a brief's JSON has its dates written in words that moments knows",
    ("gazetteer", "text"): "names are looked up folded",
    ("months", "text"): "names are looked up folded",
    ("cli", "web"): "one command opens the desk",
    ("cli", "mcp"): "one command serves language models",
    ("mcp", "__init__"): "the package's version stands there",
    ("cli", "__init__"): "the package's version stands there",
    ("sources", "extract"): "a saved page is a file like any other, and extract finds its text",
}
MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 40
USUAL_FUNCTION_LINES = 30  # nine of ten functions keep to this
MAX_PARAMETERS = 5  # besides those that must be named

# What is over a limit today, by "module:function". An entry that is no longer needed has to go.
LONG_MODULES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()


@cache
def read_modules() -> dict[str, ast.Module]:
    """Every module by its path in the package."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))
    }


def read_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function with its name."""
    for module, tree in read_modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{module}:{node.name}", node


def part_of(module: str) -> str:
    """The package or top module that a path belongs to: "store/sqlite.py" -> "store"."""
    return module.partition("/")[0].removesuffix(".py")


def imports_of(tree: ast.Module) -> set[str]:
    """The parts of Dateline that a module imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    inside = [name.split(".")[1] for name in found if name.startswith("dateline.")]
    return {name if name in LEVEL else "__init__" for name in inside}


def count_lines(node: ast.AST) -> int:
    assert isinstance(node, ast.stmt)
    return (node.end_lineno or 0) - node.lineno + 1


def test_every_part_has_its_layer() -> None:
    """Each module and package of Dateline has a place in the layers."""
    assert {part_of(module) for module in read_modules()} <= set(LEVEL)


def test_imports_point_downwards() -> None:
    """No module imports from its own layer or above it, but for the exceptions, all of which are used."""
    crossing = {
        (part_of(module), imported)
        for module, tree in read_modules().items()
        for imported in imports_of(tree)
        if imported != part_of(module) and LEVEL[imported] >= LEVEL[part_of(module)]
    }
    assert crossing == set(EXCEPTIONS)


def test_stages_know_neither_store_nor_each_other() -> None:
    """A stage takes records and gives records: it never imports the store, the wiring or the commands."""
    known = {
        (part_of(module), imported)
        for module, tree in read_modules().items()
        for imported in imports_of(tree)
        if part_of(module) in STAGES and imported in STAGES | {"store"} - {part_of(module)}
    }
    assert {pair for pair in known if pair[0] != pair[1]} <= set(EXCEPTIONS)


def test_readings_come_corrected() -> None:
    """Only run/kept.py asks a view for readings: it lays over them what users said of actors and places."""
    asking = {
        module
        for module, tree in read_modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "get_readings"
    }
    assert asking == {"run/kept.py"}


def test_only_config_reads_the_environment() -> None:
    """os.environ and os.getenv are read in config.py and nowhere else."""
    readers = {
        module
        for module, tree in read_modules().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"})
        or (isinstance(node, ast.ImportFrom) and node.module == "os")
    }
    assert readers == {"config.py"}


def test_only_the_commands_print() -> None:
    """print is called in cli.py at most."""
    printing = {
        module
        for module, tree in read_modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing <= {"cli.py"}


def test_no_error_is_swallowed_unseen() -> None:
    """Only the guards, of the readers and the desk's work, catch every Exception; what catches BaseException raises it
    again."""
    handlers = [
        (module, node)
        for module, tree in read_modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
    ]
    caught = {(module, name) for module, node in handlers for name in names_caught(node)}
    assert {module for module, name in caught if name in {"", "Exception"}} == {"run/guard.py", "web/work.py"}
    bare = [(module, node) for module, node in handlers if "BaseException" in names_caught(node)]
    assert [module for module, node in bare if not isinstance(node.body[-1], ast.Raise)] == []


def names_caught(handler: ast.ExceptHandler) -> list[str]:
    """The names of what a handler catches; an empty one for a bare `except`."""
    if handler.type is None:
        return [""]
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return [ast.unparse(kind) for kind in kinds]


def test_no_module_is_too_long() -> None:
    """A module has at most 400 lines."""
    lines = {module: len((ROOT / module).read_text(encoding="utf-8").splitlines()) for module in read_modules()}
    assert {module for module, n in lines.items() if n > MAX_MODULE_LINES} == LONG_MODULES


def test_no_function_is_too_long() -> None:
    """A function has at most 40 lines, and nine of ten have at most 30."""
    lines = [(name, count_lines(node)) for name, node in read_functions()]
    assert {name for name, n in lines if n > MAX_FUNCTION_LINES} == LONG_FUNCTIONS
    longer = {name: n for name, n in lines if n > USUAL_FUNCTION_LINES}
    assert len(longer) * 10 <= len(lines), longer


def test_no_function_takes_too_many_parameters() -> None:
    """A function takes at most five parameters besides those that must be named; commands name all of theirs."""
    too_many = {
        name
        for name, node in read_functions()
        if len(node.args.posonlyargs + node.args.args) > MAX_PARAMETERS and not is_command(node)
    }
    assert too_many == set()


def is_command(node: ast.FunctionDef) -> bool:
    """Whether Typer or FastAPI reads the parameters from the signature: those of a command, or of an address."""
    names = (ast.unparse(decorator).partition("(")[0] for decorator in node.decorator_list)
    return any(
        name.endswith((".command", ".callback", "router.get", "router.post", "router.put", "router.delete"))
        for name in names
    )


def test_public_names_are_exact() -> None:
    """`dateline.__all__` is sorted, importable, and exactly what the package gives out."""
    assert dateline.__all__ == sorted(dateline.__all__)
    assert [name for name in dateline.__all__ if not hasattr(dateline, name)] == []
    modules = {part_of(module) for module in read_modules()}
    given = {name for name in vars(dateline) if not name.startswith("_") and name not in modules}
    assert given == {name for name in dateline.__all__ if not name.startswith("_")}


@pytest.mark.parametrize("module", read_modules())
def test_every_module_says_what_it_is(module: str) -> None:
    """Each module begins with a docstring, and can be imported."""
    assert ast.get_docstring(read_modules()[module])
    if module != "__main__.py":  # which would run the program
        name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        importlib.import_module("dateline" if name == "__init__" else f"dateline.{name}")


def test_commands_that_read_nothing_load_no_parser() -> None:
    """The parser and the models cost most of a second: they are imported by the first reading, not by every command."""
    code = "import sys, dateline.cli; print(sorted({'spacy', 'onnxruntime', 'thinc'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
