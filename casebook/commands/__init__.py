"""One module per command; each has `run(options, paths, console)` and returns the exit code."""
