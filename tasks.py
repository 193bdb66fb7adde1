"""What one does with a site: ``invoke --list`` shows all, ``invoke --help TASK`` each."""

import sys
from pathlib import Path

from invoke.collection import Collection

sys.path.insert(0, str(Path(__file__).resolve().parent / "plugins"))  # before anything of ours is imported

from hiwar.commands import announcing, answering, authoring, building, checking, community, developing, publishing

namespace = Collection(
    authoring.init,
    authoring.new,
    authoring.import_,
    building.build,
    building.serve,
    checking.check,
    community.listen,
    community.forget,
    announcing.announce,
    answering.answer_comment,
    publishing.publish,
    publishing.status,
    publishing.schedule,
    publishing.rollback,
    developing.test,
    developing.lint,
    developing.lock,
    developing.bench,
)
