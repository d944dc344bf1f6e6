from kit.reading.remarks import from_sheets, hidden_rows, left_out


def test_sheets_stand_behind_the_file_and_a_text_file_has_none() -> None:
    assert from_sheets([]) == ""
    assert from_sheets(["Vår"]) == ", sheet «Vår»"
    assert from_sheets(["Vår", "Høst"]) == ", sheets «Vår» and «Høst»"


def test_hidden_rows_and_what_was_left_out_are_told_only_where_there_are_any() -> None:
    assert [*hidden_rows(0), *left_out([])] == []
    assert [*hidden_rows(1)] == ["1 row is hidden, and read all the same."]
    assert [*hidden_rows(2)] == ["2 rows are hidden, and read all the same."]
    assert [*left_out(["2 empty rows", "sheet «Forside»"])] == [
        "Left out: 2 empty rows, sheet «Forside»."
    ]
