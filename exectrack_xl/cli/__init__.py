"""The command line: a thin skin over the actions. Loads nothing heavy until a command needs it.

Depends on: errors, version; each command on its action.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout

from exectrack_xl.cli.parser import parser
from exectrack_xl.cli.plain import Harmless, plain
from exectrack_xl.errors import TrackerError, UsageError

DONE, AT_FAULT, WRONG_USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command: 0 when done, 1 when the tracker is at fault, 2 on wrong usage."""
    arguments = parser().parse_args(argv)
    try:
        with redirect_stdout(Harmless(sys.stdout)):
            code: int = arguments.command(arguments)
    except UsageError as error:
        print(f"exectrack: {plain(str(error))}", file=sys.stderr)
        return WRONG_USAGE
    except TrackerError as error:
        print(f"exectrack: {plain(str(error))}", file=sys.stderr)
        return AT_FAULT
    except KeyboardInterrupt:
        print("exectrack: stopped; nothing half-written was left behind.", file=sys.stderr)
        return AT_FAULT
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does. Python would complain at exit: give it a sink.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        print(plain(f"exectrack: {error.filename or 'A file'}: {error.strerror or error}."), file=sys.stderr)
        return AT_FAULT
    return code
