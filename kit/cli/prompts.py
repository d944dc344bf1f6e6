"""How `kit new` asks in a terminal: a line, a file, ticks in a list, one of several."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kit.cli.streams import beneath, say
from kit.cli.terminal import print_table
from kit.core.errors import bounded
from kit.core.language import said, speech, spoken
from kit.core.messages import Message
from kit.core.visible import visible
from kit.interview.asking import BackError, Check, Choice
from kit.interview.lines import in_a_file

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings
    from questionary import Question

    from kit.core.errors import Problem
    from kit.imposition.print_job import PrintJob
    from kit.pipeline.request import Request

# Typed in place of an answer, the words go back; the signs at the end of one as well.
BACK_WORDS = ("back", "tilbake")
BACK_SIGNS = ("<", "‹", "←")
BACK = Message("← back")
_IN_LINES = Message("(Enter goes on, < goes back)")
_IN_FILES = Message("(Tab completes, Enter goes on, < goes back)")
_IN_TICKS = Message("(space ticks, a: all, i: the others, Enter goes on, ← goes back)")
_IN_CHOICES = Message("(Enter chooses, ← goes back)")
_TICKED = Message("{count} of {all} ticked")


class TerminalPrompts:
    """Asks with questionary. Ctrl-C is KeyboardInterrupt, and an input that ends EOFError."""

    def __init__(self) -> None:
        self._counted = ""

    def tell(self, text: str) -> None:
        """Tell something between two questions, set off from them."""
        for line in said(text).splitlines():
            say(f"  {line}" if line else "")

    def tell_problems(self, heading: str, problems: "Sequence[Problem]") -> None:
        """Tell what is wrong, a line each, under a heading."""
        self.tell(heading)
        for problem in problems:
            self.tell(problem.told(speech(spoken())))

    def tell_count(self, jobs: "Sequence[PrintJob]") -> None:
        """Tell how many cards, posters, plans … there are so far, where that changed."""
        from kit.cli.tables import counted_line

        line = counted_line(jobs)
        if line != self._counted:
            self.tell(line)
        self._counted = line

    def tell_plan(self, request: "Request", jobs: "Sequence[PrintJob]") -> None:
        """Tell every file of a kit, with its paper."""
        from kit.cli.tables import left_out_lines, paper_lines, plan_table
        from kit.pipeline.plan import told_by_the_guide

        for line in left_out_lines(request):
            self.tell(in_a_file(line))
        print_table(plan_table(jobs, request.session.printing).without("cuts in all"))
        for line in paper_lines(told_by_the_guide(request, jobs)):
            self.tell(line)

    def line(self, question: str, default: str, check: Check) -> str:
        """A line of text, checked when Enter is pressed."""
        return _typed(question, default, check, _IN_LINES)

    def file(self, question: str, default: str, check: Check) -> str:
        """The name of a file, completed with Tab."""
        return _typed(question, default, check, _IN_FILES, completer=_files())

    def ticked(self, question: str, choices: Sequence[Choice | str]) -> list[str]:
        """The values of what was ticked."""
        import questionary

        shown: list[Any] = [
            questionary.Separator(_on_screen(one))
            if isinstance(one, str)
            else questionary.Choice(_on_screen(one.title), value=one.value, checked=one.ticked)
            for one in choices
        ]
        # What questionary would leave of it is English.
        asked = questionary.checkbox(
            _on_screen(question), shown, instruction=said(_IN_TICKS), erase_when_done=True
        )
        ticked: list[str] = _with_keys_back(asked).unsafe_ask()
        offered = sum(isinstance(one, Choice) for one in choices)
        _print_answered(question, _TICKED.with_values(count=len(ticked), all=offered))
        return ticked

    def chosen(self, question: str, choices: Sequence[Choice]) -> str:
        """The value of the choice that was taken; going back is one of them."""
        import questionary

        shown = [questionary.Choice(_on_screen(one.title), value=one.value) for one in choices]
        proposed = next((one.value for one in choices if one.ticked), None)
        asked = questionary.select(
            _on_screen(question),
            [*shown, questionary.Choice(said(BACK), value=BACK)],
            default=proposed,
            instruction=said(_IN_CHOICES),
        )
        value: str = _with_keys_back(asked).unsafe_ask()
        if value == BACK:
            raise BackError
        return value


def is_back(typed: str) -> bool:
    """Whether what was typed goes back a question."""
    told = typed.strip().lower()
    return told in BACK_WORDS or told.endswith(BACK_SIGNS)


@contextmanager
def in_this_terminal() -> Iterator[None]:
    """Questions are asked on standard output itself, where cursors can be moved."""
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.output import create_output

    with create_app_session(output=create_output(beneath(sys.stdout))):
        yield


def _on_screen(text: str) -> str:
    """A text in the language that is spoken, with what would steer the terminal written out."""
    return visible(said(text))


def _print_answered(question: str, answer: str) -> None:
    """Print a question with its answer, as questionary leaves others."""
    from prompt_toolkit import print_formatted_text
    from prompt_toolkit.formatted_text import FormattedText
    from questionary.constants import DEFAULT_QUESTION_PREFIX, DEFAULT_STYLE

    parts = [
        ("class:qmark", DEFAULT_QUESTION_PREFIX),
        ("class:question", f" {_on_screen(question)} "),
        ("class:answer", said(answer)),
    ]
    print_formatted_text(FormattedText(parts), style=DEFAULT_STYLE)


def _or_back(check: Check) -> Check:
    def checked(typed: str) -> bool | str:
        found = is_back(typed) or check(typed)
        return bounded(_on_screen(found)) if isinstance(found, str) else found

    return checked


def _files() -> Any:
    """Completes names of files, which are shown with what would steer the terminal written out."""
    from prompt_toolkit.completion import Completer, Completion, PathCompleter

    class _Files(Completer):
        def get_completions(self, document: Any, complete_event: Any) -> Iterator[Completion]:
            for one in PathCompleter(expanduser=True).get_completions(document, complete_event):
                shown = visible(one.display_text)
                yield Completion(one.text, one.start_position, display=shown)

    return _Files()


def _typed(question: str, default: str, check: Check, how: str, **more: Any) -> str:
    """A line that passes its check, without spaces at its ends; `how` tells what keys do."""
    import questionary

    asked = questionary.text(
        _on_screen(question),
        default=visible(default),
        validate=_or_back(check),
        instruction=said(how),
        validate_while_typing=False,
        complete_while_typing=False,
        input_processors=[_shown_as_typed()],
        **more,
    )
    typed: str = _typed_over(asked).unsafe_ask()
    if is_back(typed):
        raise BackError
    return typed.strip()


def _shown_as_typed() -> Any:
    """Shows what stands in a field; of what turns lines round or breaks them a mark stands there.

    Controls prompt_toolkit shows by itself, as ^[.
    """
    from prompt_toolkit.layout.processors import Processor, Transformation

    class _Marked(Processor):
        def apply_transformation(self, transformation_input: Any) -> Transformation:
            return Transformation(
                [(style, "".join(map(_marked, text)), *rest)
                 for style, text, *rest in transformation_input.fragments]
            )  # fmt: skip

    return _Marked()


def _marked(letter: str) -> str:
    is_told = letter.isascii() or visible(letter) == letter
    return letter if is_told else "\N{REPLACEMENT CHARACTER}"


def _typed_over(asked: "Question") -> "Question":
    """The question with what stands in its field selected, so that typing takes its place.

    That is what was proposed, or an answer that was wrong. Moving the cursor first keeps it.
    """
    from prompt_toolkit.filters import shift_selection_mode
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()

    @keys.add("enter")
    def _take(event: Any) -> None:
        event.current_buffer.validate_and_handle()
        if event.current_buffer.validation_error:
            _select(event.current_buffer)

    # What prompt_toolkit itself leaves standing where it is selected.
    @keys.add("delete", filter=shift_selection_mode)
    @keys.add("c-u", filter=shift_selection_mode)
    def _delete(event: Any) -> None:
        event.current_buffer.cut_selection()

    @keys.add(Keys.BracketedPaste, filter=shift_selection_mode)
    def _paste(event: Any) -> None:
        event.current_buffer.cut_selection()
        event.current_buffer.insert_text(event.data)

    _select(asked.application.layout.current_buffer)
    return _with_keys(asked, keys)


def _select(buffer: Any) -> None:
    """Select all that stands in a field, as Shift with the arrow keys would."""
    if buffer.text:
        buffer.cursor_position = 0
        buffer.start_selection()
        buffer.selection_state.enter_shift_mode()
        buffer.cursor_position = len(buffer.text)


def _with_keys_back(asked: "Question") -> "Question":
    """The question with keys that go back, where no line is typed."""
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    def go_back(event: Any) -> None:
        event.app.exit(exception=BackError())

    for key in ("left", *BACK_SIGNS):
        keys.add(key, eager=True)(go_back)
    return _with_keys(asked, keys)


def _with_keys(asked: "Question", keys: "KeyBindings") -> "Question":
    """The question with keys that go before its own."""
    from prompt_toolkit.key_binding import merge_key_bindings

    own = asked.application.key_bindings
    asked.application.key_bindings = merge_key_bindings([*([own] if own else []), keys])
    return asked
