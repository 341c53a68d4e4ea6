"""The articles of a collection, read and aligned on every core."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic

from evreader.domain.portion import Item, Rest
from evreader.errors import EvreaderError, InputError
from evreader.session.garbage import unsearched
from evreader.session.workers import each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evreader.domain.bundle import AnnotatedArticle
    from evreader.domain.portion import Portion, Portions

# From so many portions on, several processes read them.
_WORTH_IT = 8


def spread(
    portions: Portions[Item, Rest], finish: Callable[[AnnotatedArticle], AnnotatedArticle]
) -> Iterator[AnnotatedArticle]:
    """All articles in order, each finished in the process that read it.

    Raises:
        EvreaderError: a portion is wrong, or makes its reader crash.
    """
    job = PortionJob(portions.read, finish)
    total = len(portions.items)
    with closing(each(job, portions.items, total=total, worth_it=_WORTH_IT)) as answers:
        yield from portions.through(map(_sound, answers))


def _sound(answer: Portion[Rest] | EvreaderError) -> Portion[Rest]:
    if isinstance(answer, EvreaderError):
        raise answer
    return answer


@dataclass(frozen=True, slots=True)
class PortionJob(Generic[Item, Rest]):
    """Reading portions, as a job for several processes."""

    read: Callable[[Item], Portion[Rest]]
    finish: Callable[[AnnotatedArticle], AnnotatedArticle]

    @unsearched()
    def do(self, item: Item) -> Portion[Rest] | EvreaderError:
        """A portion with its articles finished, or what is wrong with it."""
        try:
            portion = self.read(item)
            return replace(portion, articles=tuple(map(self.finish, portion.articles)))
        except EvreaderError as error:
            return error

    def in_the_hand(self, answer: Portion[Rest] | EvreaderError) -> Portion[Rest] | EvreaderError:
        """The answer as it is."""
        return answer

    def crashed(self, item: Item) -> EvreaderError:
        """What is to be said where reading a portion ended the process."""
        return InputError(
            f"Part {item} of the collection makes its reader crash; report it, please."
        )

    def stays(self, _item: Item) -> bool:
        """No portion has to be read in one process rather than another."""
        return False

    def is_small(self, _item: Item) -> bool:
        """What names a portion is small."""
        return True
