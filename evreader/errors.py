"""The errors a person can act on.

Each message is one plain sentence for the user: what happened, where, and what to do.
Everything else is a defect and goes to the hook that ``evreader.app`` installs.
"""

from __future__ import annotations


class EvreaderError(Exception):
    """Base of all errors whose message is meant for the user."""


class StoreError(EvreaderError):
    """The project file cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another program holds the project file for writing."""


class InputError(EvreaderError):
    """What was given (a file, a value, a selection) cannot be used as it is."""


class NotFoundError(EvreaderError):
    """The thing asked for (article, mention, deal, set) is not in the project."""


class LockedSetError(EvreaderError):
    """The annotation set is locked: nothing in it may change."""


class FormatError(EvreaderError):
    """An exchange file is not what its format says, or cannot be written."""


class CancelledError(Exception):
    """The user has cancelled: raised where a long job says how far it is; let it pass."""
