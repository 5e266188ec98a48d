"""The lights of a harbour."""

import time


def is_lit(seconds, period):
    """Says whether a light with this period is lit so many seconds after midnight."""
    return seconds % period < 1


def main():
    """Prints the lights that are lit now."""
    seconds = int(time.time()) % 86400
    print("pilot-quay", "lit" if is_lit(seconds, 10) else "dark")
