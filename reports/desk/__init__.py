"""The application: the pages that members of an agency see, below /desk/.

In: a request and, for pages of one agency, its `AgencyContext`. Out: pages, redirects and JSON. A view fetches what the
user may see, calls one action or query, and renders.
"""
