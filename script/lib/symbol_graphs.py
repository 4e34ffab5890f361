#!/usr/bin/env python3
"""Writes the symbol graphs of built modules: what DocC knows of their public declarations.

usage: symbol_graphs.py FOLDER MODULE...

Reads how SwiftPM called the compiler from .build/debug/description.json, because a module can only be loaded with the module maps of
the C libraries below it.
"""

import json
import pathlib
import shutil
import subprocess
import sys


def clang_arguments(arguments):
    """The module maps and header folders among a compiler's arguments."""
    for argument in arguments:
        if argument.startswith(("-fmodule-map-file=", "-I/")):
            yield from ("-Xcc", argument)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder, modules = sys.argv[1], sys.argv[2:]
    build = pathlib.Path(".build/debug")
    commands = json.loads((build / "description.json").read_text())["swiftCommands"].values()
    known = {command["moduleName"]: command["otherArguments"] for command in commands}
    compiler = pathlib.Path(shutil.which("swiftc")).resolve()
    extract = compiler.with_name("swift-symbolgraph-extract")
    target = json.loads(subprocess.check_output(["swiftc", "-print-target-info"]))["target"]["triple"]
    for module in modules:
        if module not in known:
            sys.exit(f"error: there is no built module '{module}'; run: swift build")
        subprocess.run(
            [extract, "-module-name", module, "-I", build / "Modules", *clang_arguments(known[module]), "-target", target,
             "-minimum-access-level", "public", "-skip-synthesized-members", "-output-dir", folder], check=True)


main()
