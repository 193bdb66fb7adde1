"""One run of announcing that a test kills: ``python -m tests.announce.one_run LEDGER PLATFORM URL SEED``.

It says when it has begun, and lingers a moment at random places, so that a kill
falls between any two steps of it.
"""

import random
import sys
import time
from pathlib import Path

from hiwar.announce.plan import Choice, plan
from tests.announce.making import NOW, at, company, message_of, open_session, piece, seat


class _Double:
    def __init__(self, platform, url):
        self.url, self.platform = url, type(platform.capitalize(), (), {})()


def main(path, platform, url, seed):
    chance = random.Random(seed)
    where = at(_Double(platform, url))
    pieces = [piece(f"tank-{number}") for number in range(3)]
    session, client = open_session(Path(path), where, pause=lambda: time.sleep(chance.random() * 0.01))
    with client:
        tasks = plan(pieces, company(where), session.book.rows, Choice(NOW), message_of)
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        session.begin(tasks)
        for task in tasks:
            session.say(task, seat(where))
            time.sleep(chance.random() * 0.005)


if __name__ == "__main__":
    main(*sys.argv[1:])
