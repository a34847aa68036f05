#!/usr/bin/env python3
"""python build.py [command]: check the library, build the site and the yearbook."""

import sys

if __name__ == "__main__":
    try:
        from casebook.cli import main

        sys.exit(main())
    except KeyboardInterrupt:  # while the program is still being loaded
        sys.exit(130)
