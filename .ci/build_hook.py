"""What is made when the package is built: compiled catalogues of messages."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Whoever builds the package runs this file alone.
sys.path.insert(0, str(Path(__file__).parent))
from catalogues import compile_all


class CompiledCatalogues(BuildHookInterface[Any]):
    """Compiles them into the folder of the package, for an editable installation as well."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile them before anything is gathered."""
        compile_all()
        build_data["artifacts"].append("kit/languages/*/LC_MESSAGES/kit.mo")
