"""Events: what the words say happened, put together from the triggers that the model sees and from the
actors, places, times and figures of the page.

    triggers -> whole arguments (`extent`) -> drafts (`build`) -> one draft an event (`join`)
             -> records, with what came after what (`finish`) -> who claims it (`told`)
"""

from saidby.reading.events.build import Scene, drafted
from saidby.reading.events.extent import mended
from saidby.reading.events.finish import finished
from saidby.reading.events.join import joined
from saidby.reading.events.participants import participants
from saidby.reading.events.told import told

__all__ = ["Scene", "drafted", "finished", "joined", "mended", "participants", "told"]
