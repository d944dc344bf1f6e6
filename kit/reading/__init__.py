"""Files that people write, as data that knows its places: YAML, delimited text, Excel."""
