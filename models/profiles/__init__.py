"""Rule profiles, agenda templates and criteria tables: dated data files with citations, read by the standard library.

:func:`load_profile`, :func:`load_template` and :func:`load_criteria` return them as frozen values;
:func:`list_data` shows what there is and what a check found; :func:`copy_to_home` lets a cell edit its own.
"""

from models.profiles.files import copy_to_home
from models.profiles.listing import DataFile, list_data
from models.profiles.loading import load_criteria, load_profile, load_template

__all__ = ["DataFile", "copy_to_home", "list_data", "load_criteria", "load_profile", "load_template"]
