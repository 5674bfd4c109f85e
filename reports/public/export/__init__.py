"""The public site as files, for a web server that cannot reach the application.

In: a folder, and the address under which the copy will be reached, if it is known. Out: the folder's `site`, every page
and file of the public site with relative links, swapped in whole; only what changed since the last time is made anew.

`inventory` says what belongs to the site and what each file depends on; `drawing` asks the views for a page; `linking`
turns addresses into relative links and finds dead ones; `storing` keeps the runs; `exporting` does it all.
"""
