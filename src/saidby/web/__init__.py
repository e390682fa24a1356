"""The app: a ledger in the browser, server-rendered, for one machine or a small team.

`app.app(options)` makes it, `server.serve` runs it, `screens` holds one module a screen, `site.Site` is what
every screen works with. How to add a screen stands in `saidby.web.screens`.
"""
