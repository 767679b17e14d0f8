"""Benchmarks: ours against a limit or a peer in the same run, `bin/bench NAME`."""
