"""The engines by name."""

from enum import StrEnum

from portal.reports.engines.engine import Open


class EngineName(StrEnum):
    """What `--engine` takes."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def engine_of(name: EngineName) -> Open:
    """Return what opens the engine of this name. Nothing of the other one is imported."""
    if name is EngineName.SPARK:
        from portal.reports.engines.spark import Spark

        return Spark
    from portal.reports.engines.duck import Duck

    return Duck
