"""The events as other data sets have them, one view each: what cannot be filled truthfully is NULL, and says why."""

from pipelines.tables.interchange.acled import ACLED
from pipelines.tables.interchange.gdelt import GDELT
from pipelines.tables.interchange.layout import Layout
from pipelines.tables.interchange.lookups import COUNTRY_CODES, EVENT_PARTIES
from pipelines.tables.interchange.polecat import POLECAT
from pipelines.tables.interchange.ucdp import UCDP

LAYOUTS: tuple[Layout, ...] = (GDELT, ACLED, UCDP, POLECAT)
INTERCHANGE = (COUNTRY_CODES, EVENT_PARTIES, *(layout.view for layout in LAYOUTS))

__all__ = ["INTERCHANGE", "LAYOUTS", "Layout"]
