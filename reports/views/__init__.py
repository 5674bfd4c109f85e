"""The application: what members of an agency see and do. In: a request and a Seat. Out: pages and answers.

A view fetches what its seat may see, calls one action or query, and renders.
"""
