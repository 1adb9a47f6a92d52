"""The data desk from the command line: `python -m riskdata --help`."""

import sys

if __name__ == "__main__":
    try:
        from riskdata.cli.main import main  # what it needs takes seconds to load

        sys.exit(main())
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
