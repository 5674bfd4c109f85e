"""What a person sees and sends on the review page of the report of 2024."""

from tests.public.published import Page

AT = "/desk/nx-zw-spt-sfj/2024/"
NASTY = "<script>alert(1)</script>&<b>粗</b>"


def page(client, user, address=f"{AT}review/") -> Page:
    client.force_login(user)
    return Page(client.get(address))


def post(client, user, address, follow=True, **sent):
    client.force_login(user)
    return client.post(AT + address, sent, follow=follow)
