"""The bundled datasets, read once."""

import pandas as pd
import pytest

from riskdata import catalogue


@pytest.fixture(scope="session")
def frames() -> dict[str, pd.DataFrame]:
    return {dataset: catalogue.load(dataset) for dataset in catalogue.datasets()}
