"""`python -m extract data/raw`: see `extract.cli`."""

import os

# Arrow's own pools keep what is free, 30 MB of a small run; it reads this once.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

from extract.cli import main

if __name__ == "__main__":
    main()
