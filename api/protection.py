"""What every answer tells a browser: to run nothing, to keep nothing, to show it nowhere else."""

from __future__ import annotations

from secrets import token_urlsafe

from flask import Flask, Response, g, request

NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""The policy of what is no page."""
PAGE = (
    "default-src 'none'; style-src 'self'{}; img-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The policy of a page, unless it sets one of its own: no scripts; styles of ours."""
HSTS_S = 31_536_000


def install(app: Flask) -> None:
    """Give pages `style_nonce`, which lets a style within them be used."""
    app.jinja_env.globals["style_nonce"] = style_nonce


def style_nonce() -> str:
    """Names a style of this page, and of no other."""
    g.style_nonce = token_urlsafe(16)
    return str(g.style_nonce)


def protect(answer: Response) -> None:
    """Add the headers. That the connection is safe is what a trusted proxy says: `api.proxies`."""
    styles = f" 'nonce-{g.style_nonce}'" if "style_nonce" in g else ""
    policy = PAGE.format(styles) if answer.mimetype == "text/html" else NOTHING
    answer.headers.setdefault("Content-Security-Policy", policy)
    answer.headers.setdefault("Cache-Control", "no-store")
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if request.is_secure:
        answer.headers["Strict-Transport-Security"] = f"max-age={HSTS_S}"
