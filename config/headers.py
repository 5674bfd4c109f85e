"""Headers of every answer that no view has to think of: what may be kept, and what a page may ask of the browser."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Everything behind the sign-in: reports not yet public, originals, addresses of people.
PRIVATE = ("/desk/", "/account/", "/admin/")
NOT_KEPT = "private, no-store"
# Nothing here sees, hears or locates anybody. Passkeys are for our own pages alone.
DENIED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
OWN = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([*(f"{feature}=()" for feature in DENIED), *(f"{feature}=(self)" for feature in OWN)])


class Headers:
    """Middleware: Permissions-Policy on every answer, and no copy of what stands behind the sign-in.

    It comes first, so that answers of other middleware carry the headers, too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its headers."""
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        if request.path_info.startswith(PRIVATE):
            response["Cache-Control"] = NOT_KEPT
        return response
