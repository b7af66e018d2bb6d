"""The pieces of a regulator's notice (公文): `Text` or blocks in, quotes out.

A notice is, from the top: head (labels, number, title), addressees, text, contacts,
list of attachments, signature with date, and then the attachments themselves, each
under its own heading.  One module per piece; `layout` tells them apart.
"""
