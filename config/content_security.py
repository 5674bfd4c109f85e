"""What a page may load: our own files and nothing else, and nothing inline. The same for the administration."""

from csp.constants import NONE, SELF

POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the QR code of the second factor is a data: image
        "font-src": [SELF],
        "connect-src": [SELF],  # entries are saved, and files sent, by scripts
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
