from portal.pages.tables import without_empty_headers


def test_an_empty_header_becomes_a_plain_cell_and_keeps_its_attributes() -> None:
    html = '<tr><th></th><th style="text-align: right;"> </th><th>问自己</th></tr>'
    assert (
        without_empty_headers(html) == '<tr><td></td><td style="text-align: right;"></td><th>问自己</th></tr>'
    )
