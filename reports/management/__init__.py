"""What terminals see: commands that read, check, write, publish and export reports.

In: a command line and files. Out: sentences, files, and an exit code that scripts can rely on. `drafts` reads a
report from a YAML file, `reading` finds one in the database.
"""
