from kit.core.errors import KitError, Problem


def test_a_problem_names_file_line_and_column_as_far_as_it_has_them() -> None:
    assert str(Problem("a.yaml", 3, 7, "wrong")) == "a.yaml:3:7: wrong"
    assert str(Problem("a.yaml", 0, 0, "wrong")) == "a.yaml: wrong"
    assert str(Problem("", 0, 0, "wrong")) == "wrong"


def test_an_error_shows_all_problems_in_the_order_of_their_places() -> None:
    error = KitError([Problem("b", 1, 1, "x"), Problem("a", 10, 1, "y"), Problem("a", 9, 1, "z")])
    assert str(error) == "a:9:1: z\na:10:1: y\nb:1:1: x"


def test_what_steers_terminals_is_shown_and_not_sent() -> None:
    told = str(Problem("a\x1b[31m.yaml", 0, 0, "\u202eunknown key\nx\udcff: blåbær\u00a0😀"))
    assert str(Problem("", 0, 0, "a\nb\x07")) == "a\\nb\\x07"
    assert told == "a\\x1b[31m.yaml: \\u202eunknown key\\nx\\udcff: blåbær\u00a0😀"


def test_a_message_that_quotes_a_long_text_keeps_its_beginning_and_what_to_do() -> None:
    told = str(Problem("a.yaml", 1, 8, f"title {'å' * 100_000}: shorten it to 120 characters"))
    assert len(told) < 1100
    assert told.startswith("a.yaml:1:8: title ååå")
    assert told.endswith("ååå: shorten it to 120 characters")
    escaped = str(Problem("a.yaml", 1, 8, "\u200b" * 400))
    assert len(escaped) < 1100
    assert str(Problem("", 0, 0, "å" * 1000)) == "å" * 1000
