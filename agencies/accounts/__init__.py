"""Signing in: user name, password, and a second factor for those who want it. Nobody registers; managers invite.

In: django-allauth's views under our addresses. Out: a session. All its words are ours: forms, adapters, templates.
"""
