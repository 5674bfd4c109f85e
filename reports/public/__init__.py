"""The public site: what a citizen reads. In: a request. Out: pages and files of Releases, and nothing else.

`views` answer, `pages` says how; `publications` and `branches` ask the database; `search` finds agencies and
`directory` lists them; `corrections`, `chart` and `comparing` say what changed; `files` hands out files; `feeds`,
`sitemap` and `linked_data` speak to machines; `absence` says in Chinese what is not there and where to go on.
"""
