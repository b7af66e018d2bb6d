"""Printed pages: characters and ruling lines with places, from PDF, scan or OFD.

    file -> pages (characters, rules) -> tables and lines -> joined pages -> Document

Each format only says what is printed where, as `page.Page`; everything behind that is
the same for all of them.
"""
