"""Writes the results of script/matrix into the tables of the pages.

usage: engine_table.py RESULTS NAME… -- PAGE…

RESULTS has a line for each server ("NAME<tab>server<tab>PRODUCT<tab>VERSION") and for each of its suites
("NAME<tab>SUITE<tab>COUNT", or "failed"). Rows of servers and cells of suites that were not run stay as they are. Exits with 1 if a suite failed.
"""

import sys
from pathlib import Path

BEGIN = "<!-- written by script/matrix -->"
END = "<!-- end -->"
SUITES = ["driver", "store", "claims", "migrations", "growth", "transactions", "cluster"]


def row(lines, known):
    """The row of one server, from its lines of the results and, for suites that were not run, from its row in the page."""
    product, version = next(line[2:4] for line in lines if line[1] == "server")
    counts = {line[1]: line[2] for line in lines if line[1] != "server"}
    line = f"| {product} | {version} |"
    before = dict(zip(SUITES, cells(known[key(line)])[2:])) if key(line) in known else {}
    return " ".join([line] + [f"{counts.get(suite, before.get(suite, '–'))} |" for suite in SUITES])


def kept(text):
    """Rows of the page as it is, by product and the first number of their version."""
    return {key(line): line for line in text.splitlines() if line.startswith("|")}


def key(line):
    product, version = cells(line)[:2]
    return (product, version.split(".")[0])


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def main():
    split = sys.argv.index("--")
    names, pages = sys.argv[2:split], sys.argv[split + 1 :]
    results = [line.split("\t") for line in Path(sys.argv[1]).read_text().splitlines()]
    given = [lines for name in names if (lines := [line for line in results if line[0] == name])]
    for page in map(Path, pages):
        text = page.read_text()
        before, rest = text.split(BEGIN, 1)
        table, after = rest.split(END, 1)
        head, body = table.strip().splitlines()[:2], table.strip().splitlines()[2:]
        known = kept("\n".join(body))
        merged = known | {key(line): line for line in (row(lines, known) for lines in given)}
        page.write_text(before + "\n".join([BEGIN] + head + sorted(merged.values()) + [END]) + after)
    return 1 if any(line[2] == "failed" for line in results) else 0


sys.exit(main())
