"""`python -m bundle OUT`: one file with which a user installs the product offline and without an administrator.

For Windows it takes the embeddable Python from python.org and its SHA-256 as that page shows it; without them it is
for the machine it is made on, whose users have Python already.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bundle.archive import BundleError, build, embeddable, fail
from bundle.wheels import here, windows


def main() -> None:
    """Make the bundle and print its path."""
    parser = argparse.ArgumentParser(prog="python -m bundle", description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=Path("out"), help="the folder to write to (default: out)")
    parser.add_argument("--windows", metavar="VERSION", help="for Windows with this Python, such as 3.11")
    parser.add_argument("--python-embed", type=Path, metavar="ZIP", help="python-3.11.x-embed-amd64.zip of python.org")
    parser.add_argument("--sha256", metavar="HASH", help="its SHA-256")
    given = parser.parse_args()
    if len({bool(one) for one in (given.windows, given.python_embed, given.sha256)}) > 1:
        parser.error("--windows, --python-embed and its --sha256 go together")
    try:
        python = embeddable(given.python_embed, given.sha256, given.windows) if given.python_embed else None
        print(build(windows(given.windows) if given.windows else here(), given.out, python))
    except (BundleError, LookupError, OSError) as fault:
        fail(str(fault))


if __name__ == "__main__":
    main()
