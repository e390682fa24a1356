"""Archives: pages that lie many in one file, read one by one and never unpacked to disk.

Each module knows one kind and yields what is in it as `Held`: a page, a text, a link, or a `Problem` with its
place; what is no page is `Passed` with the reason. `sniff` tells the kinds apart by their bytes.
"""
