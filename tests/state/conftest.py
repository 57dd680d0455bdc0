"""Sessions, and the places of the whole world."""

import pytest
from visitors import Visitor

from outer_skies.charts import gazetteer
from outer_skies.store.transaction import transaction


@pytest.fixture
def visitor(database: None) -> Visitor:  # noqa: ARG001  events open transactions
    """Somebody whose browser has our cookie."""
    return Visitor()


@pytest.fixture
def stranger(database: None) -> Visitor:  # noqa: ARG001  as above
    """Somebody else."""
    return Visitor()


@pytest.fixture
async def places(database: None) -> None:  # noqa: ARG001  as above
    """Every place is in the database."""
    async with transaction() as tx:
        await gazetteer.seed(tx)
