"""The commands, a file for each kind, which is loaded when one of them is used first."""
