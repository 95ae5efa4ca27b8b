"""The superior's pages: reports of cells in a browser, for supervisors of their subtree (docs/guide/superior.md).

They are served beside the machines' calls by :mod:`sync.server.app`, which mounts :func:`sync.web.site.site`. They
depend on the server's tables and service; of the server only the application depends on them. HTML is rendered on the
server, without scripts, so that every browser, screen reader and printer gets the same content.
"""
