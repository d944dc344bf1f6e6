"""Whatever stands in a text is printed as it is written: it is no HTML, no CSS and no template."""

import datetime
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel

from kit.content.models import Area, Pack
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.imposition.print_plan import GuidePlan
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.pipeline.plain_text import text_files
from kit.session.attendance import Attendance
from kit.session.event import Branding, Event
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.typesetting.job import JobContext
from kit.typesetting.steps import draw
from kit.typesetting.workspace import workspace_for
from tests.conftest import SAMPLES

ModelT = TypeVar("ModelT", bound=BaseModel)

ATTACK = "<b class=x>y</b></style><script>z</script>{{ 7 * 7 }}{% raw %}\"'&amp;--x:url(file:///e)"
# What these hold is no text: ids, and words that choose.
_NO_TEXT = {"id", "language", "area", "fields", "kind", "figure"}
PIECES = load_pieces(LAYOUTS)


def attacked(data: Any) -> Any:
    """The same with the attack behind every text."""
    if isinstance(data, dict):
        return {name: one if name in _NO_TEXT else attacked(one) for name, one in data.items()}
    if isinstance(data, (list, tuple)):
        return [attacked(one) for one in data]
    # A name has 120 letters at the most.
    return f"{data[:20]}{ATTACK}" if isinstance(data, str) else data


def attacked_model(model: ModelT) -> ModelT:
    data = model.model_dump(mode="json", by_alias=True, exclude_none=True)
    return type(model).model_validate(attacked(data))


@pytest.fixture(scope="module")
def selection() -> Selection:
    pack = load_pack(DEFAULT_PACK)
    assert pack.qualities
    assert pack.dilemmas
    assert pack.action_plan
    areas: tuple[Area, ...] = tuple(attacked_model(area) for area in pack.areas)
    made: Pack = replace(
        pack,
        cover=attacked_model(pack.cover),
        areas=areas,
        qualities=attacked_model(pack.qualities),
        dilemmas=attacked_model(pack.dilemmas),
        action_plan=attacked_model(pack.action_plan),
    )
    return select(made)


@pytest.mark.parametrize("name", PIECES)
def test_no_text_is_taken_for_html_or_a_template(name: str, selection: Selection) -> None:
    attendance = Attendance(2, 1, (f"Kari{ATTACK}", f"Ola{ATTACK}"))
    day = datetime.date(2026, 12, 3)
    who = Branding(credit=f"Team{ATTACK}")
    event = Event(f"Fagdag{ATTACK}", day, f"Nord{ATTACK}", attendance, who)
    labels = load_labels(LAYOUTS, "nb")
    workspace = workspace_for(JobContext(selection, labels, Printing(), event=event))
    drawn = draw(name, PIECES[name], GuidePlan(event=event), workspace)
    assert drawn is not None
    html = drawn.faces.html
    for spelt in ("<b class=x>", "<script", "<b ", "</b>"):
        assert spelt not in html
    assert html.count("</style>") == html.count("<style>")
    if name not in ("envelope-labels", "table-signs", "sort-header-cards"):
        assert "&lt;b class=x&gt;" in html
        assert "{{ 7 * 7" in html.replace("\N{NO-BREAK SPACE}", " ")


def test_no_text_is_taken_for_html_where_there_is_no_print(selection: Selection) -> None:
    page, markdown = (data.decode() for data in text_files(
        selection, load_labels(LAYOUTS, "nb"), LAYOUTS
    ).values())  # fmt: skip
    assert "&lt;b class=x&gt;" in page
    for text in (page, markdown):
        assert "<script" not in text.replace("\\<", "")
        assert "<b class" not in text.replace("\\<", "")


@pytest.mark.parametrize("id_", ["../../etc/x", "a/b", "a\\b", ".hidden", "CON ", "a..b", "å", "A"])
def test_no_id_is_a_way_to_another_folder(tmp_path: Path, id_: str) -> None:
    """Ids become the names of files."""
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    area = pack / "areas" / "2-ro.yaml"
    text = area.read_text(encoding="utf-8").replace("id: tid,", f"id: '{id_}',")
    area.write_text(text, encoding="utf-8")
    with pytest.raises(KitError) as caught:
        load_pack(pack)
    assert str(caught.value) == (
        f"{area}:5:10: id must start with a letter and hold only a-z, 0-9 and single hyphens: "
        "rename it"
    )
