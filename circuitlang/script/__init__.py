"""The script runner: from the words of a command line to results on a stream."""
