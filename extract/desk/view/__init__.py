"""The page of the tables (查看): a local web page, for this machine and nobody else.

    browser -> server (host, method, headers) -> routes -> overview   what a run gave
                                                           queries    a page of a table
                                                           documents  source, records
                                                           pages      a printed page
                                                           drugs      a drug, its events
                                                           plots      outcomes, as SVG

All of it comes from one published snapshot, through `shelf`; the files of the documents
are opened only to draw a printed page.  Nothing is loaded from elsewhere: the page, its
style and its scripts are the files in `static`.
"""
