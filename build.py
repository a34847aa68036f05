#!/usr/bin/env python3
"""python build.py [command]: check the library, build the site and the yearbook."""

import sys

from casebook.cli import main

if __name__ == "__main__":
    sys.exit(main())
