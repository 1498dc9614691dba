"""`python -m tta_guard`. IO."""

from .hot import console

if __name__ == "__main__":
    console()
