"""The commands (子命令), one module for those that belong together.

Nothing that takes time is imported here at once: `--help` loads all of these.
"""
