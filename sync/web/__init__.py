"""The superior's pages: what cells reported, in a browser, for those whose subtree it is (docs/guide/superior.md).

Served beside the machines' calls by :mod:`sync.server.app`, which mounts :func:`sync.web.site.site`. The pages stand on
the server's tables and its service; nothing of the server but the application knows them. Server-rendered HTML without
any script: what a page shows, it shows to every browser, screen reader and printer.
"""
