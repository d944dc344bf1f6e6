"""Words that readers know: files made of these get further than others."""

XML = ("<", "/>", "</", "<![CDATA[", "]]>", "&#0;", "&#xD;", "<!DOCTYPE", "<?x ?>", " xmlns=")
YAML = (
    "- ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "|",
    ">",
    "'",
    '"',
    "#",
    "~",
    "---",
    "!!",
    "%",
)
FIGURES = (
    "1e999",
    "-1",
    "nan",
    "inf",
    "0x1",
    "1_0",
    "9" * 20,
    "\u0663",
    "\u00b2",
    "1:1",
    "\ud800",
)
PACK = ("id: ", "name: ", "text: ", "area: ", "whole: ", "part: ", "values:", "figure:", "motif: ")
SESSION = (
    *("participants: ", "people: ", "tables: ", "date: ", "back-offset: ", "pieces: ", "value: "),
    *("logo: ", "for: ", "paper: ", "margin: ", "cards-for: ", "only-changed: ", "lost: ", "out: "),
)
SHEET = (
    *("<row r=", "<c r=", "<v>", "<f>", "<is><t>", ' t="s"', ' t="d"', ' t="b"', " s="),
    *("numFmtId=", "formatCode=", "<xf ", "<strike/>", 'hidden="1"', "<col min=", " max="),
    *("_x000D_", "_xD800_", "[h]:mm", "dd.mm.yyyy", "#,##0", "@", "General", 'date1904="1"'),
)
SHAPES = (
    *("<path d=", "<circle r=", "<rect width=", "<polygon points=", "<line x2=", "<g>", "<defs>"),
    *("viewBox=", "transform=", "style=", "matrix(", "rotate(", "skewX(", "fill=", "currentColor"),
    *("hsl(0 0% 100%)", "rgb(1e400,0,0)", "url(", "a1 1 0 01 1 1", "e-99", "opacity=", "M", "Z"),
)
PDF = (
    *(
        "/Type",
        "/Page",
        "/Pages",
        "/Kids",
        "/Count",
        "/MediaBox",
        "/Resources",
        "/XObject",
        "/Font",
    ),
    *("/Contents", "/Annots", "/AP", "/N", "/Rect", "/Subtype", "/Form", "/BBox", "/Matrix", "/Do"),
    *(
        "/Filter",
        "/FlateDecode",
        "/Length",
        "/Parent",
        "/UserUnit",
        "<<",
        ">>",
        "[",
        "]",
        " R",
        "obj",
    ),
)
