"""`python -m extract data/raw`: see `extract.cli`."""

from extract.cli import main

if __name__ == "__main__":
    main()
