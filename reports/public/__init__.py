"""The public site: what a citizen reads. In: a request. Out: pages and files of Releases, and nothing else.

`views` answer; `publications` and `branches` ask the database; `search` finds agencies; `files` hands out files;
`absence` says in Chinese what is not there and where to go on.
"""
