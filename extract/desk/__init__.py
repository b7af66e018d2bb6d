"""The analyst's desk (分析台): reads published snapshots, and never writes a table.

Each module answers one question and returns plain values; the commands print them, a
notebook shows them, the local page serves them.  What reads documents and publishes
tables knows nothing of the desk.
"""
