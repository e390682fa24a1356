"""`python -m saidby` is the command `saidby`."""

from saidby.cli import main

if __name__ == "__main__":
    main(prog_name="saidby")
