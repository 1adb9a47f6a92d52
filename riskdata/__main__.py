"""The data desk from the command line: `python -m riskdata --help`."""

import sys

from riskdata.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
